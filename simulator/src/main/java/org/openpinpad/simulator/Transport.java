// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.openpinpad.gadget.functionfs.FunctionFsReader;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.usb.PtyReader;
import org.openpinpad.simulator.usb.TrafficListener;
import org.openpinpad.simulator.usb.UsbIpServer;
import org.openpinpad.usbip.UsbSpeed;

/** The ways from the simulated reader to a PC. */
sealed interface Transport {

    /** Lends the reader over the network protocol of USB/IP. */
    record UsbIp(InetSocketAddress address, UsbSpeed speed) implements Transport {
        @Override
        public AutoCloseable open(Libc libc, ReaderBus reader, TrafficListener traffic) throws IOException {
            try {
                return new UsbIpServer(reader, address, speed, traffic);
            } catch (IOException e) {
                throw new IOException(
                        "The USB/IP server cannot listen on " + text(address) + " (" + e.getMessage() + ").", e);
            }
        }

        @Override
        public String where() {
            String port = address.getPort() == UsbIpServer.PORT ? "" : "--tcp-port " + address.getPort() + " ";
            return "USB/IP on " + text(address) + "; on a PC: usbip " + port + "attach -r "
                    + address.getAddress().getHostAddress() + " -b " + UsbIpServer.BUS_ID;
        }

        private static String text(InetSocketAddress address) {
            return address.getAddress().getHostAddress() + ":" + address.getPort();
        }
    }

    /** A serial line, for pcscd on this machine. */
    record Pty(Path link) implements Transport {
        @Override
        public AutoCloseable open(Libc libc, ReaderBus reader, TrafficListener traffic) throws IOException {
            return PtyReader.open(libc, reader, link, traffic);
        }

        @Override
        public String where() {
            return "serial line " + link + "; for pcscd: DEVICENAME " + link.toAbsolutePath() + ":GemPCPinPad";
        }
    }

    /** A USB gadget of this machine's own controller. */
    record FunctionFs(String controller) implements Transport {
        @Override
        public AutoCloseable open(Libc libc, ReaderBus reader, TrafficListener traffic) {
            return FunctionFsReader.open(libc, reader, controller);
        }

        @Override
        public String where() {
            return "USB device controller " + controller;
        }
    }

    /** Connects the reader; the PC sees it until the result is closed. */
    AutoCloseable open(Libc libc, ReaderBus reader, TrafficListener traffic) throws IOException;

    /** For the line that tells the user where the reader is. */
    String where();
}
