// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The names of the instructions that a trace shows (ISO 7816-4 §5.4.2, table 4; ISO 7816-8 §5). */
final class Instruction {

    private static final int HEADER = 4;
    /** CLA INS P1 P2 Lc. */
    private static final int HEADER_AND_LC = 5;
    /** The longest application identifier (ISO 7816-4 §12.2.3). */
    private static final int NAME_MAX = 16;

    private static final int SELECT = 0xA4;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Instruction() {}

    /** Name and header of the command APDU; of its data only the name that a SELECT selects by. */
    static String describe(ByteBuffer apdu) {
        if (apdu.remaining() < HEADER) {
            return "no APDU";
        }
        int at = apdu.position();
        int rest = apdu.remaining() - HEADER_AND_LC;
        int lc = rest > 0 ? u8(apdu, at + HEADER) : 0;
        if (u8(apdu, at + 1) == SELECT && lc > 0 && lc <= Math.min(rest, NAME_MAX)) {
            byte[] name = new byte[lc];
            apdu.get(at + HEADER_AND_LC, name);
            return header(apdu) + " " + HEX.formatHex(name);
        }
        return header(apdu);
    }

    /** Name and CLA INS P1 P2 of the command APDU, which has at least these four bytes. */
    static String header(ByteBuffer apdu) {
        byte[] header = new byte[HEADER];
        apdu.get(apdu.position(), header);
        String name = name(header[1] & 0xFF);
        return name + (name.isEmpty() ? "" : " ") + HEX.formatHex(header);
    }

    private static String name(int ins) {
        return switch (ins) {
            case 0x20, 0x21 -> "VERIFY";
            case 0x22 -> "MANAGE SECURITY ENVIRONMENT";
            case 0x24, 0x25 -> "CHANGE REFERENCE DATA";
            case 0x26 -> "DISABLE VERIFICATION REQUIREMENT";
            case 0x28 -> "ENABLE VERIFICATION REQUIREMENT";
            case 0x2A -> "PERFORM SECURITY OPERATION";
            case 0x2C, 0x2D -> "RESET RETRY COUNTER";
            case 0x44 -> "ACTIVATE";
            case 0x46, 0x47 -> "GENERATE ASYMMETRIC KEY PAIR";
            case 0x70 -> "MANAGE CHANNEL";
            case 0x82 -> "EXTERNAL AUTHENTICATE";
            case 0x84 -> "GET CHALLENGE";
            case 0x86, 0x87 -> "GENERAL AUTHENTICATE";
            case 0x88 -> "INTERNAL AUTHENTICATE";
            case SELECT -> "SELECT";
            case 0xA5 -> "SELECT DATA";
            case 0xB0, 0xB1 -> "READ BINARY";
            case 0xB2, 0xB3 -> "READ RECORD";
            case 0xC0 -> "GET RESPONSE";
            case 0xC2, 0xC3 -> "ENVELOPE";
            case 0xCA, 0xCB -> "GET DATA";
            case 0xCC, 0xCD -> "GET NEXT DATA";
            case 0xD0, 0xD1 -> "WRITE BINARY";
            case 0xD6, 0xD7 -> "UPDATE BINARY";
            case 0xDA, 0xDB -> "PUT DATA";
            case 0xDC, 0xDD -> "UPDATE RECORD";
            case 0xE0 -> "CREATE FILE";
            case 0xE4 -> "DELETE FILE";
            case 0xE6 -> "TERMINATE DF";
            default -> "";
        };
    }
}
