// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.openpinpad.iso7816.CommandForm.HEADER;
import static org.openpinpad.iso7816.CommandForm.MALFORMED;

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
        /** A chain is open at the card and this is no part of it. */
        BREAKS_CHAIN,
        /** Its length is that of no case of ISO 7816-3. */
        MALFORMED,
        /** CLA FF: no command for a card. */
        NOT_FOR_A_CARD
    }

    private static final int CLA_READER = 0xFF;
    private static final int CLA_CHANNEL_3 = 0x03;
    /** MuscleCard and CoolKey: 40 to 46 create, verify, change and unblock PINs (OpenSC's driver "muscle"). */
    private static final int CLA_MUSCLE = 0xB0;

    private static final int INS_MUSCLE_FIRST = 0x40;
    private static final int INS_MUSCLE_LAST = 0x46;

    private static final int INS_ENVELOPE = 0xC2;
    private static final int INS_PUT_DATA = 0xDA;
    private static final int INS_PUT_DATA_ODD = 0xDB;
    private static final int ODD = 0x01;

    private static final int RESETTING_CODE = 0xD3;
    private static final int KDF = 0xF9;
    private static final int KDF_NONE = 0x810100;
    private static final int KDF_NONE_LENGTH = 3;
    private static final int UNSOUND = -1;

    private final OpenChain chain = new OpenChain();

    /** What this command is. It makes no garbage. */
    public Finding look(ByteBuffer command, CardApplication selected) {
        int body = CommandForm.bodyLength(command);
        if (body == MALFORMED) {
            return Finding.MALFORMED;
        }
        if (u8(command, 0) == CLA_READER) {
            return Finding.NOT_FOR_A_CARD;
        }
        Finding finding = lookForPin(command, body, selected);
        boolean breaks = finding == Finding.CLEAN && chain.isOpen() && !chain.admits(command);
        return breaks ? Finding.BREAKS_CHAIN : finding;
    }

    private Finding lookForPin(ByteBuffer command, int body, CardApplication selected) {
        int ins = u8(command, 1);
        boolean mayBeBare = isBare(command) && !OpenChain.chains(command) && !chain.isOpen();
        boolean plain = !chain.isOpen() && u8(command, 0) <= CLA_CHANNEL_3;
        if (isReferenceData(ins) || isMuscle(u8(command, 0), ins)) {
            return mayBeBare ? Finding.CLEAN : plain ? Finding.PIN : Finding.HIDDEN_PIN;
        }
        if ((ins & ~ODD) == INS_ENVELOPE) {
            return mayBeBare ? Finding.CLEAN : Finding.HIDDEN_PIN;
        }
        if ((ins & ~ODD) == INS_PUT_DATA && mayBeOpenPgp(command, selected) && !mayBeBare && setsPin(command, body)) {
            boolean resettingCode = ins == INS_PUT_DATA && p1p2(command) == RESETTING_CODE && body > 0;
            return plain && resettingCode ? Finding.PIN : Finding.HIDDEN_PIN;
        }
        return Finding.CLEAN;
    }

    /** INS of ISO 7816-4 §11.6.6 to §11.6.10 and their odd forms: 20 to 29 and 2C, 2D, without 22 and 23, MSE. */
    static boolean isReferenceData(int ins) {
        return switch (ins & ~ODD) {
            case 0x20, 0x24, 0x26, 0x28, 0x2C -> true;
            default -> false;
        };
    }

    private static boolean isMuscle(int cla, int ins) {
        return cla == CLA_MUSCLE && ins >= INS_MUSCLE_FIRST && ins <= INS_MUSCLE_LAST;
    }

    /** Five bytes with another last byte than 00 could make a T=0 card wait for data. */
    private static boolean isBare(ByteBuffer command) {
        return command.remaining() == HEADER || (command.remaining() == HEADER + 1 && u8(command, HEADER) == 0);
    }

    /** What is selected on other channels than the basic one is not known. */
    private static boolean mayBeOpenPgp(ByteBuffer command, CardApplication selected) {
        boolean known = selected != CardApplication.UNKNOWN && OpenChain.withoutChaining(u8(command, 0)) == 0;
        return !known || selected == CardApplication.OPENPGP;
    }

    /** OpenPGP card 3.4 §4.3.4, §4.3.2: resetting code and KDF-DO, by P1 P2 or as an object in the data. */
    private boolean setsPin(ByteBuffer command, int body) {
        int tag = p1p2(command);
        boolean waitsForData =
                body == 0 && command.remaining() == HEADER + 1 && u8(command, HEADER) != 0; // on a T=0 line
        if (tag == RESETTING_CODE || waitsForData) {
            return true;
        }
        if (tag == KDF) {
            boolean none = body == KDF_NONE_LENGTH && u24(command, bodyAt(command)) == KDF_NONE;
            return !none || OpenChain.chains(command) || chain.isOpen();
        }
        if (u8(command, 1) != INS_PUT_DATA_ODD) {
            return false;
        }
        if (body == 0) {
            return OpenChain.chains(command); // a part without data would make the next one the beginning
        }
        // A later part may begin with any byte: its chain was looked at when it began.
        boolean begins = !chain.isOpen() || !chain.admits(command);
        return begins && listsPin(command, body);
    }

    /** Whether one of the data objects in the body is one of these two, as far as the body goes. */
    private static boolean listsPin(ByteBuffer command, int body) {
        int at = bodyAt(command);
        int end = at + body;
        while (at + 1 < end) {
            int tag = u8(command, at);
            if (tag == RESETTING_CODE || tag == KDF) {
                return true;
            }
            at = behindObject(command, at, end);
            if (at == UNSOUND) {
                return true;
            }
        }
        return at < end && (u8(command, at) == RESETTING_CODE || u8(command, at) == KDF);
    }

    /**
     * Index, relative to the command, behind the BER-TLV object at {@code at}, at most {@code end}; {@link #UNSOUND} when its
     * length has a form that is none, for a card could read on elsewhere.
     */
    private static int behindObject(ByteBuffer command, int at, int end) {
        int length = at + 1;
        if ((u8(command, at) & 0x1F) == 0x1F) {
            while (length < end && u8(command, length) >= 0x80) {
                length++;
            }
            length++;
        }
        if (length >= end) {
            return end;
        }
        int first = u8(command, length);
        int more = first < 0x80 ? 0 : first - 0x80;
        if (first == 0x80 || more > 2) {
            return UNSOUND;
        }
        if (length + more >= end) {
            return end;
        }
        int value = more == 0 ? first : 0;
        for (int i = 1; i <= more; i++) {
            value = value << 8 | u8(command, length + i);
        }
        return Math.min(end, length + more + 1 + value);
    }

    /** Whether the card may be waiting for the rest of a command. */
    public boolean chainIsOpen() {
        return chain.isOpen();
    }

    /** The card has answered this command; of one with a PIN the header is enough. */
    public void answered(ByteBuffer command, int statusWord) {
        chain.answered(command, statusWord);
    }

    /** The card got this command and gave no answer. */
    public void unanswered(ByteBuffer command) {
        chain.unanswered(command);
    }

    /** The card was reset. */
    public void reset() {
        chain.close();
    }

    /** A byte of the command, counted from its first. */
    private static int u8(ByteBuffer command, int index) {
        return command.get(command.position() + index) & 0xFF;
    }

    private static int bodyAt(ByteBuffer command) {
        return CommandForm.bodyAt(command) - command.position();
    }

    private static int p1p2(ByteBuffer command) {
        return u8(command, 2) << 8 | u8(command, 3);
    }

    private static int u24(ByteBuffer command, int index) {
        return u8(command, index) << 16 | u8(command, index + 1) << 8 | u8(command, index + 2);
    }
}
