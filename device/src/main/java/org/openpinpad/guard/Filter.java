// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;
import org.openpinpad.iso7816.CommandForm;

/**
 * Finds PINs in the PC's commands, and what could hide one. It looks at whole commands and remembers one thing of those that
 * the card has answered: an open chain. The rules are decision 9 in docs/decisions. Not thread-safe.
 */
public final class Filter {

    /** What a command is to the filter. */
    public enum Finding {
        /** It carries no PIN. */
        CLEAN,
        /** It can carry a PIN, in the open: a user can be asked about it. */
        PIN,
        /** It can carry a PIN, or bring one about, in a way that nobody can be asked about. */
        HIDDEN_PIN,
        /** Its length is that of no case of ISO 7816-3. */
        MALFORMED,
        /** CLA FF: no command for a card. */
        NOT_FOR_A_CARD
    }

    private static final int CLA_READER = 0xFF;
    private static final int CHAINING = 0x10;
    private static final int CLA_CHANNEL_3 = 0x03;

    private static final int INS_SELECT = 0xA4;
    private static final int INS_ENVELOPE = 0xC2;
    private static final int INS_PUT_DATA = 0xDA;
    private static final int ODD = 0x01;

    private static final int RESETTING_CODE = 0xD3;
    private static final int KDF = 0xF9;
    private static final int KDF_NONE = 0x810100;
    private static final int KDF_NONE_LENGTH = 3;

    private static final int SW_OK = 0x9000;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNING = 0x63;

    private final OpenChain chain = new OpenChain();

    /** What this command is. It makes no garbage. */
    public Finding look(ByteBuffer command, CardApplication selected) {
        int at = command.position();
        int length = command.remaining();
        int body = CommandForm.bodyLength(command, at, length);
        if (body == CommandForm.MALFORMED) {
            return Finding.MALFORMED;
        }
        if (u8(command, at) == CLA_READER) {
            return Finding.NOT_FOR_A_CARD;
        }
        int ins = u8(command, at + 1);
        if ((ins & ~ODD) == INS_ENVELOPE) {
            return body == 0 || holdsCleanCommand(command, at, body, selected) ? Finding.CLEAN : Finding.HIDDEN_PIN;
        }
        return lookInside(command, at, length, body, selected);
    }

    private Finding lookInside(ByteBuffer command, int at, int length, int body, CardApplication selected) {
        int ins = u8(command, at + 1);
        boolean open = !chain.isOpen() && u8(command, at) <= CLA_CHANNEL_3;
        if (isReferenceData(ins)) {
            if (isBare(command, at, length) && !chains(command, at) && !chain.isOpen()) {
                return Finding.CLEAN;
            }
            return open ? Finding.PIN : Finding.HIDDEN_PIN;
        }
        if ((ins & ~ODD) == INS_PUT_DATA && body > 0 && setsPin(command, at, body, selected)) {
            return open && ins == INS_PUT_DATA && p1p2(command, at) == RESETTING_CODE
                    ? Finding.PIN
                    : Finding.HIDDEN_PIN;
        }
        return Finding.CLEAN;
    }

    private boolean holdsCleanCommand(ByteBuffer command, int at, int body, CardApplication selected) {
        if (u8(command, at + 1) != INS_ENVELOPE || chains(command, at) || body < CommandForm.HEADER) {
            return false;
        }
        int inner = CommandForm.bodyAt(command, at);
        int innerBody = CommandForm.bodyLength(command, inner, body);
        boolean plain = innerBody != CommandForm.MALFORMED
                && u8(command, inner) != CLA_READER
                && !chains(command, inner)
                && (u8(command, inner + 1) & ~ODD) != INS_ENVELOPE;
        return plain && lookInside(command, inner, body, innerBody, selected) == Finding.CLEAN;
    }

    /** INS of ISO 7816-4 §11.6.6 to §11.6.10 and their odd forms: 20 to 29 and 2C, 2D, without 22 and 23, MSE. */
    static boolean isReferenceData(int ins) {
        return switch (ins & ~ODD) {
            case 0x20, 0x24, 0x26, 0x28, 0x2C -> true;
            default -> false;
        };
    }

    /** Five bytes with another last byte than 00 could make a T=0 card wait for data. */
    private static boolean isBare(ByteBuffer command, int at, int length) {
        return length == CommandForm.HEADER
                || (length == CommandForm.HEADER + 1 && command.get(at + CommandForm.HEADER) == 0);
    }

    /** OpenPGP card 3.4 §4.3.4, §4.3.2: resetting code and KDF-DO, in whatever application could be that one. */
    private static boolean setsPin(ByteBuffer command, int at, int body, CardApplication selected) {
        if (selected != CardApplication.UNKNOWN && selected != CardApplication.OPENPGP) {
            return false;
        }
        int bodyAt = CommandForm.bodyAt(command, at);
        int tag = p1p2(command, at);
        int first = u8(command, bodyAt);
        boolean listed = u8(command, at + 1) != INS_PUT_DATA && (first == RESETTING_CODE || first == KDF);
        boolean kdf = tag == KDF && !(body == KDF_NONE_LENGTH && u24(command, bodyAt) == KDF_NONE);
        return tag == RESETTING_CODE || kdf || listed;
    }

    private static boolean chains(ByteBuffer command, int at) {
        return (command.get(at) & CHAINING) != 0;
    }

    /** Whether the card may be waiting for the rest of a command. */
    public boolean chainIsOpen() {
        return chain.isOpen();
    }

    /** Whether a chain is open that this command is no part of. */
    public boolean breaksChain(ByteBuffer command) {
        return chain.isOpen() && !chain.goesOnWith(command);
    }

    /** The card has answered this command; of one with a PIN the header is enough. */
    public void answered(ByteBuffer command, int statusWord) {
        if (chains(command, command.position()) && u8(command, command.position()) != CLA_READER) {
            if (statusWord == SW_OK) {
                chain.open(command);
            } else {
                chain.close();
            }
        } else if (chain.hasInsOf(command) || isSelection(command, statusWord)) {
            chain.close();
        }
    }

    /** The card got this command and gave no answer. */
    public void unanswered(ByteBuffer command) {
        if (chains(command, command.position()) && u8(command, command.position()) != CLA_READER) {
            chain.open(command);
        }
    }

    /** The card was reset. */
    public void reset() {
        chain.close();
    }

    private static boolean isSelection(ByteBuffer command, int statusWord) {
        int sw1 = statusWord >>> 8;
        boolean done = statusWord == SW_OK || (sw1 >= SW1_MORE && sw1 <= SW1_WARNING);
        return done && u8(command, command.position() + 1) == INS_SELECT;
    }

    private static int u8(ByteBuffer command, int index) {
        return command.get(index) & 0xFF;
    }

    private static int p1p2(ByteBuffer command, int at) {
        return u8(command, at + 2) << 8 | u8(command, at + 3);
    }

    private static int u24(ByteBuffer command, int index) {
        return u8(command, index) << 16 | u8(command, index + 1) << 8 | u8(command, index + 2);
    }
}
