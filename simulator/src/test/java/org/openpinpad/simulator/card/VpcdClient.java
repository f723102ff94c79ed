// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;
import org.openpinpad.simulator.card.piv.PivCard;

/**
 * Puts a virtual card into a pcscd that runs vsmartcard's vpcd driver, to try the card alone on software by others.
 *
 * <p>Run by hand: {@code java … VpcdClient openpgp|openpgp-t0|piv|echo [STATE-FILE [PORT]]}. Test only: here PINs do cross
 * the heap.
 */
final class VpcdClient {

    private static final int PORT = 35_963;
    private static final int MAX_MESSAGE = 65_535;
    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int GET_ATR = 4;

    private VpcdClient() {}

    public static void main(String[] args) throws IOException {
        Path state = args.length > 1 ? Path.of(args[1]) : null;
        int port = args.length > 2 ? Integer.parseInt(args[2]) : PORT;
        VirtualCard card = switch (args[0]) {
            case "openpgp" -> openPgp(Lengths.EXTENDED, state);
            case "openpgp-t0" -> new T0Card(openPgp(Lengths.SHORT, state));
            case "piv" -> state == null ? PivCard.inMemory() : PivCard.keptIn(state);
            case "echo" -> new EchoCard();
            default -> throw new IllegalArgumentException("no such card: " + args[0]);
        };
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            serve(
                    card,
                    new DataInputStream(socket.getInputStream()),
                    new DataOutputStream(socket.getOutputStream()),
                    System.getenv("TRACE") != null);
        }
    }

    private static VirtualCard openPgp(Lengths lengths, Path state) throws IOException {
        return state == null ? OpenPgpCard.inMemory(lengths) : OpenPgpCard.keptIn(state, lengths);
    }

    private static void serve(VirtualCard card, DataInputStream in, DataOutputStream out, boolean trace)
            throws IOException {
        ByteBuffer command = ByteBuffer.allocateDirect(MAX_MESSAGE);
        ByteBuffer response = ByteBuffer.allocateDirect(MAX_MESSAGE);
        while (true) {
            byte[] message = in.readNBytes(in.readUnsignedShort());
            if (message.length == 1) {
                control(card, message[0], out);
                continue;
            }
            command.clear().put(message).flip();
            response.clear();
            SlotResult result = card.process(command, response);
            byte[] answer = new byte[result == SlotResult.DONE ? response.position() : 0];
            response.get(0, answer);
            if (trace) {
                System.err.println("> " + hex(message) + "\n< " + hex(answer));
            }
            send(out, answer);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void control(VirtualCard card, int code, DataOutputStream out) throws IOException {
        switch (code) {
            case POWER_ON, RESET -> card.reset();
            case GET_ATR -> send(out, card.atr());
            case POWER_OFF -> {}
            default -> throw new IOException("vpcd sent control code " + code);
        }
    }

    private static void send(DataOutputStream out, byte[] answer) throws IOException {
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
    }
}
