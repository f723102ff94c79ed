// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;

/** A card program of which the test says every byte, in hexadecimal; blanks are for the eye. */
final class HostileProgram implements AutoCloseable {

    static final String GOOD_ATR = "0004 3B800181";

    private final Socket socket;
    private final DataInputStream in;

    HostileProgram(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Waits for a message and gives its content. */
    String reads() throws IOException {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return HexFormat.of().formatHex(message);
    }

    void sends(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Waits until the reader has nothing more to say. */
    boolean isDropped() throws IOException {
        try {
            while (in.read() >= 0) {}
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true; // Reset: dropped with bytes unread.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
