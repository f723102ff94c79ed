// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line to a chip that a test plays: each write is answered by what the script says. The clock moves only while somebody
 * waits in vain.
 */
final class ScriptedLine implements SerialLine {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Of 03 06, the ten bytes of the header, data, LRC. */
    private static final int SEQ_AT = 8;

    private final UnaryOperator<String> script;
    private final List<String> written = new ArrayList<>();
    private final Deque<Byte> coming = new ArrayDeque<>();
    private int seq;
    private long nowNs = 1;
    private boolean gone;

    /**
     * @param script what a chip says to one write: bytes in hexadecimal, null for none. What is written is told without 03 06
     *     and LRC, with ss in place of bSeq; in the answer a message in brackets becomes a frame, with its bSeq for ss
     */
    ScriptedLine(UnaryOperator<String> script) {
        this.script = script;
    }

    List<String> written() {
        return written;
    }

    /** The chip says something unasked. */
    void says(String text) {
        StringBuilder hex = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', at)) {
            int close = text.indexOf(']', open);
            hex.append(text, at, open).append(frame(text.substring(open + 1, close)));
            at = close + 1;
        }
        for (byte value : HEX.parseHex(hex.append(text.substring(at)).toString().replace(" ", ""))) {
            coming.add(value);
        }
    }

    private String frame(String message) {
        String whole = "0306" + message.replace(" ", "").replace("ss", String.format("%02X", seq));
        byte lrc = 0;
        for (byte value : HEX.parseHex(whole)) {
            lrc ^= value;
        }
        return whole + String.format("%02X", lrc);
    }

    void breaks() {
        gone = true;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        String hex = HEX.formatHex(copy);
        if (hex.startsWith("0306")) {
            seq = copy[SEQ_AT] & 0xFF;
            hex = hex.substring(4, 16) + "ss" + hex.substring(18, hex.length() - 2);
        }
        written.add(hex);
        String answer = gone ? null : script.apply(hex);
        if (answer != null) {
            says(answer);
        }
        return !gone;
    }

    @Override
    public int read(ByteBuffer bytes, long untilNs) {
        if (coming.isEmpty()) {
            nowNs = Math.max(nowNs, untilNs);
            return gone ? GONE : 0;
        }
        bytes.put(coming.remove());
        return 1;
    }

    @Override
    public boolean await(int timeoutMs) {
        return !coming.isEmpty();
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public void close() {}
}
