// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts both sides, lets keys be typed, and judges what crossed between them. */
public final class Demonstration {

    private static final long READY_MS = 60_000;
    private static final long ENTRY_MS = 60_000;
    private static final long END_MS = 30_000;
    private static final long KEY_PAUSE_MS = 150;
    /** Long enough for the conclusion to be seen, and gone, on the panel. */
    private static final long CONCLUSION_MS = 3_000;

    private static final int OK = 0;
    private static final int FAILED = 1;

    private final List<String> device;
    private final List<String> pc;
    private final PrintStream out;

    /**
     * A demonstration of two programs.
     *
     * @param device how the simulator is started, its subcommand not included
     * @param pc how the host's program is started, its subcommand not included
     */
    public Demonstration(List<String> device, List<String> pc, PrintStream out) {
        this.device = List.copyOf(device);
        this.pc = List.copyOf(pc);
        this.out = out;
    }

    /** Plays the keys when the display asks for a PIN; 0 when the card accepted it and it crossed in no form. */
    public int play(String keys) throws IOException, InterruptedException {
        int port = freePort();
        try (WireRelay wire = WireRelay.to(port);
                Side reader = Side.start(deviceCommand(port), line -> print("device", line))) {
            if (!reader.await(line -> line.startsWith("ready:"), READY_MS)) {
                print("demo", "The simulated reader did not start.");
                return FAILED;
            }
            try (Side host = Side.start(pcCommand(wire.port()), line -> print("PC", line))) {
                if (reader.await(line -> line.startsWith("Enter PIN"), ENTRY_MS)) {
                    for (int i = 0; i < keys.length(); i++) {
                        Thread.sleep(KEY_PAUSE_MS);
                        reader.type(keys.charAt(i));
                    }
                }
                int code = host.awaitEnd(ENTRY_MS + END_MS);
                reader.await(line -> line.startsWith("Card ready"), CONCLUSION_MS);
                return judge(code, typed(keys), wire);
            }
        }
    }

    /** Gives the terminal to the reader's panel; the user types. */
    public int interactive(String cardPin) throws IOException, InterruptedException {
        out.println("The card's PIN is " + cardPin
                + ". Type it when the panel asks; O or Enter is OK, C corrects, X cancels.");
        Thread.sleep(CONCLUSION_MS);
        int port = freePort();
        List<String> pcLines = new ArrayList<>();
        Process reader = Side.startInTerminal(deviceCommand(port));
        try (WireRelay wire = WireRelay.to(port)) {
            awaitPort(port, reader);
            int code;
            try (Side host = Side.start(pcCommand(wire.port()), line -> keep(pcLines, line))) {
                code = host.awaitEnd(ENTRY_MS + END_MS);
                Thread.sleep(CONCLUSION_MS);
            }
            reader.destroy();
            reader.waitFor(END_MS, TimeUnit.MILLISECONDS);
            pcLines.forEach(line -> print("PC", line));
            return judge(code, code == OK ? cardPin : "", wire);
        } finally {
            reader.destroy();
        }
    }

    private int judge(int code, String pin, WireRelay wire) {
        out.println();
        out.println("The PC's program ended with " + code + (code == OK ? ": the card accepted the PIN." : "."));
        out.printf("Bytes on the wire: %d to the reader, %d to the PC%n", wire.toDevice().length, wire.toPc().length);
        if (pin.isEmpty()) {
            out.println("PIN on the wire: not searched, as no PIN is known");
            return FAILED;
        }
        List<String> found = new ArrayList<>(PinForms.in(wire.toDevice(), pin));
        found.addAll(PinForms.in(wire.toPc(), pin));
        out.println("PIN on the wire: " + (found.isEmpty() ? "no" : "YES, as " + String.join(", ", found)));
        return code == OK && found.isEmpty() && wire.toPc().length > 0 ? OK : FAILED;
    }

    /** The digits that stand when OK is pressed. */
    static String typed(String keys) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            if (Character.isDigit(key)) {
                digits.append(key);
            } else if ((key == 'C' || key == 'c') && digits.length() > 0) {
                digits.setLength(digits.length() - 1);
            } else if (key == 'O' || key == 'o') {
                break;
            }
        }
        return digits.toString();
    }

    private List<String> deviceCommand(int port) {
        List<String> command = new ArrayList<>(device);
        command.addAll(List.of("simulate", "--usbip", "127.0.0.1:" + port, "--card", "openpgp"));
        return command;
    }

    private List<String> pcCommand(int port) {
        List<String> command = new ArrayList<>(pc);
        command.addAll(List.of("verify", "--reader", "usbip:127.0.0.1:" + port, "--profile", "openpgp"));
        command.addAll(List.of("--reference", "82", "--trace"));
        return command;
    }

    private static void awaitPort(int port, Process reader) throws InterruptedException {
        long end = System.nanoTime() + READY_MS * 1_000_000;
        while (reader.isAlive() && System.nanoTime() - end < 0) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(KEY_PAUSE_MS);
            }
        }
    }

    private static void keep(List<String> lines, String line) {
        synchronized (lines) {
            lines.add(line);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private synchronized void print(String side, String line) {
        out.printf("%-6s | %s%n", side, line);
    }
}
