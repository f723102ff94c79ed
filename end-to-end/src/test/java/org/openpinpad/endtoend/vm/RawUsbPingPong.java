// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the round trip of one XfrBlock through libusb: {@code RawUsbPingPong COUNT VID:PID...}. Several devices take
 * turns within one run, because figures of different runs on an emulated processor do not compare. A device that is no
 * card reader is taken for the kernel's Loopback function and gets the very same bytes.
 */
final class RawUsbPingPong {
    /** SELECT without data: with the header, 15 bytes. */
    private static final byte[] COMMAND = {0x00, (byte) 0xa4, 0x00, 0x00, 0x00};

    private final String name;
    private final RawUsbDevice device;
    private final ByteBuffer ping = RawCcid.message(RawCcid.XFR_BLOCK, 0, COMMAND);
    private final ByteBuffer pong = ByteBuffer.allocateDirect(1 << 16);
    private final long[] nanos;
    private int taken;

    private RawUsbPingPong(String name, int count) throws IOException {
        this.name = name;
        device = RawUsbDevice.open(name);
        nanos = new long[count];
        if (device.isCcid()) {
            new RawCcid(device).powerOn();
        }
    }

    public static void main(String... arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        List<RawUsbPingPong> players = new ArrayList<>();
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            players.add(new RawUsbPingPong(name, count));
        }
        int warmUp = Math.max(200, count / 4);
        for (int i = -warmUp; i < count; i++) {
            for (RawUsbPingPong player : players) {
                player.play(i >= 0);
            }
        }
        for (RawUsbPingPong player : players) {
            player.report();
            player.device.close();
        }
    }

    private void play(boolean counts) throws IOException {
        long start = System.nanoTime();
        device.write(ping);
        device.read(pong);
        long end = System.nanoTime();
        if (pong.limit() < RawCcid.HEADER) {
            throw new IOException(name + " answered " + pong.limit() + " bytes");
        }
        if (counts) {
            nanos[taken++] = end - start;
        }
    }

    private void report() {
        Arrays.sort(nanos);
        System.out.printf(
                "%s n=%d p50=%d p95=%d p99=%d us%n",
                name, nanos.length, percentile(50), percentile(95), percentile(99));
    }

    /** Nearest rank, in microseconds. */
    private long percentile(int percent) {
        return nanos[Math.max(0, (nanos.length * percent + 99) / 100 - 1)] / 1000;
    }
}
