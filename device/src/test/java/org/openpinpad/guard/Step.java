// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of smuggling.txt, which explains the notation.
 *
 * @param kind empty for a whole XfrBlock
 * @param hex command, template or data
 * @param reachesCard whether the card gets the command; {@code answer} is the card's then
 */
record Step(String kind, String hex, boolean reachesCard, String answer) {

    /** The card does not answer. */
    static final String MUTE = "-";

    static final int XFR_BLOCK = 0x6F;

    private static final int HEADER = 10;
    private static final Pattern STEP =
            Pattern.compile("((?:level|message) [0-9A-F]{2}|[a-z][a-z0-9]*)?\\s*([0-9A-Fx\\s]*)([>=])(.*)");

    /** ASCII, 4 to 8 digits, key OK, 30 s; no messages. */
    private static final String VERIFY = "1E 82 00 00 08 04 02 00 0000 00 000000";

    private static final String VERIFY_PART_10 = "1E 00 82 00 00 08 04 02 00 0000 00 000000";
    /** Likewise; old PIN and new PIN twice, three messages. */
    private static final String MODIFY = "1E 82 00 00 00 00 08 04 03 02 03 0000 000102 000000";

    private static final String MODIFY_PART_10 = "1E 00 82 00 00 00 00 08 04 03 02 03 0000 000102 000000";

    static Step of(String text) {
        Matcher matcher = STEP.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Step(
                matcher.group(1) == null ? "" : matcher.group(1),
                Table.hex(Table.bytes(matcher.group(2))),
                matcher.group(3).equals(">"),
                matcher.group(4).trim());
    }

    byte[] bytes() {
        return Table.bytes(hex);
    }

    /** Whether it is a command APDU or a part of one. */
    boolean isXfrBlock() {
        return messageType() == XFR_BLOCK;
    }

    /** The bulk-OUT message on slot 0. */
    byte[] message(int seq) {
        byte[] data = data();
        return ByteBuffer.allocate(HEADER + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) messageType())
                .putInt(data.length)
                .put((byte) 0)
                .put((byte) seq)
                .put((byte) 0)
                .putShort((short) levelParameter())
                .put(data)
                .array();
    }

    int messageType() {
        return switch (word()) {
            case "on" -> 0x62;
            case "off" -> 0x63;
            case "verify", "modify", "secure" -> 0x69;
            case "escape" -> 0x6B;
            case "t0apdu" -> 0x6A;
            case "message" -> number();
            default -> XFR_BLOCK;
        };
    }

    private int levelParameter() {
        return switch (word()) {
            case "begin" -> 1;
            case "end" -> 2;
            case "middle" -> 3;
            case "level" -> number();
            default -> 0;
        };
    }

    private byte[] data() {
        return switch (word()) {
            case "verify" -> Table.bytes("00" + VERIFY + hex);
            case "modify" -> Table.bytes("01" + MODIFY + hex);
            case "ppdu06" -> ppdu("06", VERIFY_PART_10);
            case "ppdu07" -> ppdu("07", MODIFY_PART_10);
            default -> bytes();
        };
    }

    private byte[] ppdu(String feature, String fields) {
        byte[] structure = Table.bytes(fields + " " + String.format("%02X000000", bytes().length) + hex);
        return Table.bytes("FFC201" + feature + String.format("%02X", structure.length) + Table.hex(structure));
    }

    private String word() {
        return kind.split(" ")[0];
    }

    private int number() {
        return Integer.parseInt(kind.split(" ")[1], 16);
    }
}
