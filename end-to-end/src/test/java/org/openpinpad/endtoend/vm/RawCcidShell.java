// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A PC that does what a script says: one command a line on standard input, one line for each on standard output, which begins
 * with {@code error} when it went wrong.
 *
 * <pre>
 * open DEVICE   opens a reader; one that was open is closed
 * close         closes it
 * send HEX      sends one bulk transfer
 * answer MS     the next message that is no time extension, in hexadecimal; "silence" if none comes in that time
 * abort SEQ     the control half of an abort of slot 0 (CCID 1.1 §5.3.1)
 * reset         resets the device's port
 * </pre>
 */
final class RawCcidShell {
    private static final int ABORT = 1; // bRequest
    private static final int COMMAND_STATUS = 0xc0; // bStatus, CCID 1.1 §6.2.6
    private static final int TIME_EXTENSION = 0x80;

    private final ByteBuffer message = ByteBuffer.allocateDirect(1 << 17);
    private RawUsbDevice device;

    private RawCcidShell() {}

    public static void main(String... arguments) throws IOException {
        RawCcidShell shell = new RawCcidShell();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 2);
            try {
                System.out.println(shell.run(words[0], words.length > 1 ? words[1] : ""));
            } catch (IOException e) {
                System.out.println("error: " + e.getMessage());
            }
        }
        shell.close();
    }

    private String run(String command, String argument) throws IOException {
        switch (command) {
            case "open" -> {
                close();
                device = RawUsbDevice.open(argument);
            }
            case "close" -> close();
            case "send" -> {
                byte[] bytes = HexFormat.of().parseHex(argument);
                device().write(message.clear().put(bytes).flip());
            }
            case "answer" -> {
                return answer(Integer.parseInt(argument));
            }
            case "abort" -> device().request(ABORT, Integer.parseInt(argument) << 8);
            case "reset" -> device().reset();
            default -> throw new IOException("unknown command " + command);
        }
        return "ok";
    }

    private String answer(int timeoutMs) throws IOException {
        long end = System.nanoTime() + timeoutMs * 1_000_000L;
        for (long leftMs = timeoutMs; leftMs > 0; leftMs = (end - System.nanoTime()) / 1_000_000) {
            if (device().read(message, (int) leftMs) && !isTimeExtension()) {
                byte[] bytes = new byte[message.limit()];
                message.get(0, bytes);
                return HexFormat.of().formatHex(bytes);
            }
        }
        return "silence";
    }

    private boolean isTimeExtension() {
        return message.limit() == RawCcid.HEADER && (message.get(7) & COMMAND_STATUS) == TIME_EXTENSION;
    }

    private RawUsbDevice device() throws IOException {
        if (device == null) {
            throw new IOException("nothing is open");
        }
        return device;
    }

    private void close() {
        if (device != null) {
            device.close();
            device = null;
        }
    }
}
