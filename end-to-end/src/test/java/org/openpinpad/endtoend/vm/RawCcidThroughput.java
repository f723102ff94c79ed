// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.openpinpad.endtoend.vm.Checks.require;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Times the echo of large APDUs through libusb: {@code RawCcidThroughput COUNT BODY VID:PID}. */
final class RawCcidThroughput {
    private RawCcidThroughput() {}

    public static void main(String... arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int body = Integer.parseInt(arguments[1]);
        try (RawUsbDevice device = RawUsbDevice.open(arguments[2])) {
            RawCcid reader = new RawCcid(device);
            reader.powerOn();
            ByteBuffer message = RawCcid.message(RawCcid.XFR_BLOCK, 1, RawCcidLengths.command(new byte[body]));
            exchange(reader, message, body, count / 4 + 1);
            long start = System.nanoTime();
            exchange(reader, message, body, count);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("n=%d %.0f KiB/s each way%n", count, (double) count * body / 1024 / seconds);
        }
    }

    private static void exchange(RawCcid reader, ByteBuffer message, int body, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ByteBuffer answer = reader.exchange(message);
            require(answer.limit() == RawCcid.HEADER + body + 2, "wrong answer: " + RawCcid.hex(answer));
        }
    }
}
