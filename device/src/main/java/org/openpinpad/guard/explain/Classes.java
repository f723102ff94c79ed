// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import org.openpinpad.display.Act;
import org.openpinpad.display.CardApplication;

/** The kind of a command by its class, instruction and parameters (ISO 7816-4 §11, -8 §11). Makes no garbage. */
final class Classes {

    private static final int ODD = 0x01;
    private static final int P1_FORGET = 0xFF;
    private static final int P1_SIGN = 0x9E;
    private static final int P1_DECIPHER = 0x80;
    private static final int P1_ENCIPHER = 0x86;
    private static final int P2_PLAIN = 0x80;
    private static final int P1_CHECKSUM = 0x8E;
    private static final int P1_HASH = 0x90;

    private static final int PIV_SIGNATURE = 0x9C;
    private static final int PIV_DECRYPTION = 0x9D;
    private static final int PIV_RETIRED_FIRST = 0x82;
    private static final int PIV_RETIRED_LAST = 0x95;
    private static final int PIV_AUTHENTICATION = 0x9A;
    private static final int PIV_CARD = 0x9E;
    private static final int GENERATE = 0x80;
    private static final int EXTENDED_HEADER_LIST = 0x4D;
    private static final int GET_DATA_DIRECTORY = 0x3FFF;

    private Classes() {}

    static Act of(CommandView command, CardApplication application) {
        if (command.chains()) {
            return Act.PART;
        }
        Act keyUse = keyUse(command, application);
        if (keyUse != null) {
            return keyUse;
        }
        return command.isInterindustry() ? interindustry(command, application) : Act.UNKNOWN;
    }

    /** Whether a command with this INS may use a key. */
    static boolean mayUseKey(int ins) {
        return switch (ins & ~ODD) {
            case 0x2A, 0x86, 0x88 -> true;
            default -> false;
        };
    }

    /** Decision 9 says which commands use a key, under every class. */
    private static Act keyUse(CommandView command, CardApplication application) {
        return switch (command.ins() & ~ODD) {
            case 0x2A -> securityOperation(command.p1(), command.p2());
            case 0x88 -> Act.AUTHENTICATE;
            case 0x86 -> application == CardApplication.PIV ? piv(command.p2()) : Act.USE_KEY;
            default -> null;
        };
    }

    private static Act securityOperation(int p1, int p2) {
        return switch (p1) {
            case P1_SIGN -> Act.SIGN;
            case P1_DECIPHER -> Act.DECRYPT;
            case P1_CHECKSUM -> Act.USE_KEY;
            case P1_ENCIPHER -> p2 == P2_PLAIN ? Act.USE_KEY : null;
            default -> null;
        };
    }

    /** SP 800-73-4 part 1 table 4b: key references. */
    private static Act piv(int reference) {
        if (reference == PIV_SIGNATURE) {
            return Act.SIGN;
        }
        if (reference == PIV_DECRYPTION || (reference >= PIV_RETIRED_FIRST && reference <= PIV_RETIRED_LAST)) {
            return Act.DECRYPT;
        }
        return reference == PIV_AUTHENTICATION || reference == PIV_CARD ? Act.AUTHENTICATE : Act.USE_KEY;
    }

    private static Act interindustry(CommandView command, CardApplication application) {
        return switch (command.ins()) {
            case 0x20, 0x21 ->
                command.p1() == P1_FORGET
                        ? Act.FORGET_PIN
                        : command.bodyLength() == 0 ? Act.TRIES_LEFT : Act.VERIFY_PIN;
            case 0x24, 0x25 -> Act.CHANGE_PIN;
            case 0x26, 0x27 -> Act.PIN_OFF;
            case 0x28, 0x29 -> Act.PIN_ON;
            case 0x2C, 0x2D -> Act.UNBLOCK_PIN;
            case 0x22 -> Act.CHOOSE_KEY;
            case 0x2A, 0x2B -> command.p1() == P1_HASH ? Act.HASH : verification(command.p1());
            case 0x46, 0x47 -> keyPair(command, application);
            case 0x82 -> Act.CHECK_RIGHT;
            case 0x84 -> Act.RANDOM;
            case 0x70 -> Act.CHANNEL;
            case 0xA4 -> Act.SELECT;
            case 0xB0, 0xB1, 0xB2, 0xB3, 0xCA, 0xCB -> Act.READ;
            case 0xC0 -> Act.MORE;
            case 0xD0, 0xD1, 0xD2, 0xD6, 0xD7, 0xDA, 0xDC, 0xDD, 0xE2 -> Act.WRITE;
            case 0xDB ->
                command.p1p2() == GET_DATA_DIRECTORY
                                && command.bodyLength() > 0
                                && command.body(0) == EXTENDED_HEADER_LIST
                        ? Act.IMPORT_KEY
                        : Act.WRITE;
            case 0xE4 -> Act.DELETE;
            case 0x04, 0x44, 0xE6, 0xFE -> Act.LIFE_CYCLE;
            default -> Act.UNKNOWN;
        };
    }

    /** ISO 7816-8: PSO with P1 = 00 verifies a signature, a checksum or a certificate. */
    private static Act verification(int p1) {
        return p1 == 0 ? Act.VERIFY_SIGNATURE : Act.UNKNOWN;
    }

    /** OpenPGP card 3.4 §7.2.14: P1 = 81 reads. PIV has no reading; elsewhere it may generate (ISO 7816-8 §10.2). */
    private static Act keyPair(CommandView command, CardApplication application) {
        boolean reads = application == CardApplication.OPENPGP && command.p1() != GENERATE;
        return reads ? Act.READ_PUBLIC_KEY : Act.GENERATE_KEY;
    }
}
