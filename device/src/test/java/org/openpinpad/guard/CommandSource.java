// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Makes commands that look for a way past the filter, out of choices that a random generator or a fuzzer takes. */
final class CommandSource {

    /** A number from 0 to below the bound. */
    interface Choices {
        int below(int bound);
    }

    private static final byte[] CLASSES = HexFormat.of().parseHex("0000000000001010101001030C111C40508090A0B0FE3F7F");
    private static final byte[] INSTRUCTIONS = HexFormat.of()
            .parseHex("20202021242526272829" + "2C2DC2C2C2C2C3DADADADBDBD6D6D6D6A4A4A4B0B0C0C084CA2A2A88872200");
    private static final String[] PARAMETERS = {"0081", "0081", "00D3", "00D3", "00F9", "3FFF", "0000", "0400", "FF81"};
    private static final String[] BODIES = {
        "31323334",
        "3132333435363738",
        "D3083132333435363738",
        "D3",
        "F906810103820108",
        "810100",
        "810103",
        "D27600012401",
        "A000000308000010000100",
        "00",
        "0020008104",
        "0431323334",
        "31323334",
        "0831323334",
        "35363738",
        "00200081",
        "810431323334",
        "4D06B6007F480000",
        "5C03"
    };
    /** Commands that are dangerous in company. */
    private static final String[] PIECES = {
        "00C200000400200081",
        "00C20000050431323334",
        "00C20000",
        "10D60000083132333435363738",
        "10D60000",
        "00200081",
        "0020008100",
        "01D600000100",
        "11D6000000",
        "00D60000",
        "01A4040006D27600012401",
        "00DA00D3",
        "10DA00D3",
        "00DA00D308",
        "10DA01010D00200081083132333435363738",
        "10DB3FFF01D3",
        "00DB3FFF083132333435363738",
        "00C0000000"
    };

    private static final int[] STATUS_WORDS = {
        0x9000, 0x9000, 0x9000, 0x9000, 0x6110, 0x6283, 0x63C3, 0x6700, 0x6883, 0x6A82, 0
    };
    private static final int DEEPEST = 3;

    private final Choices choices;

    CommandSource(Choices choices) {
        this.choices = choices;
    }

    /** What a card may answer; 0 for nothing. */
    int statusWord() {
        return STATUS_WORDS[choices.below(STATUS_WORDS.length)];
    }

    /** A command, or what is nearly one. */
    byte[] command() {
        return choices.below(5) == 0 ? Table.bytes(PIECES[choices.below(PIECES.length)]) : command(0);
    }

    private byte[] command(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(often(CLASSES));
        out.write(often(INSTRUCTIONS));
        out.writeBytes(Table.bytes(PARAMETERS[choices.below(PARAMETERS.length)]));
        byte[] body = body(depth);
        int length = body.length;
        switch (choices.below(16)) {
            case 0, 10, 11 -> {} // case 1
            case 1, 12 -> out.write(0);
            case 2 -> out.write(1 + choices.below(16));
            case 3, 4, 5, 13, 14 -> shortBody(out, length, body);
            case 6 -> {
                shortBody(out, length, body);
                out.write(choices.below(256));
            }
            case 7 -> extendedBody(out, length, body);
            case 8 -> {
                extendedBody(out, length, body);
                out.writeBytes(new byte[2]);
            }
            case 9 -> { // behind it there is more
                shortBody(out, length, body);
                out.writeBytes(depth < DEEPEST ? command(depth + 1) : body);
            }
            default -> shortBody(out, choices.below(32), body);
        }
        return out.toByteArray();
    }

    private static void shortBody(ByteArrayOutputStream out, int lc, byte[] body) {
        out.write(lc);
        out.writeBytes(body);
    }

    private static void extendedBody(ByteArrayOutputStream out, int lc, byte[] body) {
        out.write(0);
        out.write(lc >>> 8);
        out.write(lc);
        out.writeBytes(body);
    }

    private byte[] body(int depth) {
        return switch (choices.below(8)) {
            case 0, 1 -> depth < DEEPEST ? command(depth + 1) : new byte[] {0x31};
            case 2 -> {
                byte[] any = new byte[1 + choices.below(40)];
                for (int i = 0; i < any.length; i++) {
                    any[i] = (byte) choices.below(256);
                }
                yield any;
            }
            case 3 -> Table.bytes("00200081043132333400");
            default -> Table.bytes(BODIES[choices.below(BODIES.length)]);
        };
    }

    /** One of these; rarely any byte. */
    private int often(byte[] some) {
        int at = choices.below(some.length + 1);
        return at < some.length ? some[at] : choices.below(256);
    }
}
