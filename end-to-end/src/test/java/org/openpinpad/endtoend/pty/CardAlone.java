// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.VirtualCard;

/**
 * A virtual card in a pcscd that has no reader of ours, but vsmartcard's vpcd driver: for programs that a serial line's reader
 * cannot serve, such as those that speak T=1 alone. There is no panel and no guard: here a PC may send a PIN.
 */
final class CardAlone {

    private static final int MAX_MESSAGE = 65_535;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int GET_ATR = 4;

    private final VirtualCard card;
    private final Pcscd pcscd;
    private final Socket socket;

    private CardAlone(VirtualCard card, Pcscd pcscd, Socket socket) {
        this.card = card;
        this.pcscd = pcscd;
        this.socket = socket;
    }

    /** Returns when pcscd has its reader and the card is in it. */
    static CardAlone insert(VirtualCard card, Path log) throws IOException, InterruptedException {
        int port = freePort();
        Pcscd pcscd = Pcscd.start(Path.of("vpcd:" + port), log);
        try {
            CardAlone alone = new CardAlone(card, pcscd, new Socket(InetAddress.getLoopbackAddress(), port));
            Thread thread = new Thread(alone::serve, "card");
            thread.setDaemon(true);
            thread.start();
            alone.run("opensc-tool", "--wait", "--atr");
            return alone;
        } catch (IOException | AssertionError e) {
            pcscd.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    HostProgram start(String... command) throws IOException {
        return pcscd.start(Map.of(), "", List.of(command));
    }

    /** Runs a program that must succeed, and gives what it wrote. */
    String run(String... command) throws IOException, InterruptedException {
        return start(command).endsWith(0);
    }

    /** Messages of vpcd: two bytes of length, then a command, or one byte for contacts and ATR. */
    private void serve() {
        ByteBuffer command = ByteBuffer.allocateDirect(MAX_MESSAGE);
        ByteBuffer response = ByteBuffer.allocateDirect(MAX_MESSAGE);
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] message = in.readNBytes(in.readUnsignedShort());
                if (message.length == 1) {
                    control(message[0], out);
                    continue;
                }
                command.clear().put(message).flip();
                response.clear();
                byte[] answer = new byte[card.process(command, response) == SlotResult.DONE ? response.position() : 0];
                response.get(0, answer);
                send(out, answer);
            }
        } catch (IOException pcscdHasEnded) {
            // The test ends, or fails at its next program.
        }
    }

    private void control(int code, DataOutputStream out) throws IOException {
        if (code == POWER_ON || code == RESET) {
            card.reset();
        } else if (code == GET_ATR) {
            send(out, card.atr());
        }
    }

    private static void send(DataOutputStream out, byte[] answer) throws IOException {
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
    }

    void close() throws IOException, InterruptedException {
        socket.close(); // First: the driver would wait for its card.
        pcscd.close();
    }
}
