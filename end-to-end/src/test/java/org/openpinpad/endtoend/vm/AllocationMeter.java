// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.ByteBuffer;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Counts the heap bytes that the reader's own threads allocate for one APDU: {@code AllocationMeter PORT COUNT BODY
 * VID:PID}, PORT being where the firmware's JVM answers JMX. Threads that serve JMX itself do not count.
 */
final class AllocationMeter {
    private final com.sun.management.ThreadMXBean threads;

    private AllocationMeter(MBeanServerConnection firmware) throws IOException {
        threads = ManagementFactory.newPlatformMXBeanProxy(
                firmware, ManagementFactory.THREAD_MXBEAN_NAME, com.sun.management.ThreadMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the peer is our own firmware in the same guest
    public static void main(String... arguments) throws IOException {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + arguments[0] + "/jmxrmi");
        int count = Integer.parseInt(arguments[1]);
        byte[] body = new byte[Integer.parseInt(arguments[2])];
        ByteBuffer message = RawCcid.message(RawCcid.XFR_BLOCK, 1, RawCcidLengths.command(body));
        try (JMXConnector connector = JMXConnectorFactory.connect(url);
                RawUsbDevice device = RawUsbDevice.open(arguments[3])) {
            AllocationMeter meter = new AllocationMeter(connector.getMBeanServerConnection());
            RawCcid reader = new RawCcid(device);
            reader.powerOn();
            exchange(reader, message, count); // warm-up: compiled code allocates less
            long before = meter.allocated();
            exchange(reader, message, count);
            System.out.printf("%d B per APDU of %d B%n", (meter.allocated() - before) / count, body.length);
        }
    }

    private static void exchange(RawCcid reader, ByteBuffer message, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            reader.exchange(message);
        }
    }

    private long allocated() {
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && !thread.getThreadName().matches("(RMI|JMX).*")) {
                sum += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return sum;
    }
}
