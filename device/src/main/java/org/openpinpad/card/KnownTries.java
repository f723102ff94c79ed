// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;

/**
 * Tries left of each PIN of the selected application, as far as the card has told them by itself: this only watches what
 * passes by and never asks, because with some cards a question costs something.
 *
 * <p>What is watched: 63Cx and 6983 in answer to commands that compare a PIN on the basic logical channel (ISO 7816-4
 * §11.6.6 to §11.6.9), VERIFY without a PIN among them; the password status bytes of an OpenPGP card (3.4 §4.4.2, DO C4, alone or in 6E). After a selection, a
 * success, or an unblocking the counts are unknown again.
 */
final class KnownTries {

    private static final int UNKNOWN = -1;

    private static final int INS_VERIFY = 0x20;
    private static final int INS_CHANGE = 0x24;
    private static final int INS_DISABLE = 0x26;
    private static final int INS_ENABLE = 0x28;
    private static final int INS_ENVELOPE = 0xC2;
    private static final int INS_GET_DATA = 0xCA;

    private static final int SW_OK = 0x9000;
    private static final int SW_COUNTER = 0x63C0;
    private static final int SW_COUNTER_MASK = 0xFFF0;
    private static final int SW_BLOCKED = 0x6983;

    private static final int TAG_PASSWORD_STATUS = 0xC4;
    private static final int TAG_APPLICATION_RELATED = 0x6E;
    private static final int TAG_DISCRETIONARY = 0x73;
    private static final int PASSWORD_STATUS_LENGTH = 7;
    private static final int TRIES_PW1 = 4;
    private static final int TRIES_PW3 = 6;
    private static final int PW1_SIGN = 0x81;
    private static final int PW1_OTHER = 0x82;
    private static final int PW3 = 0x83;

    private final int[] tries = new int[256];

    KnownTries() {
        forget();
    }

    void forget() {
        Arrays.fill(tries, UNKNOWN);
    }

    OptionalInt of(int reference) {
        return tries[reference] == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(tries[reference]);
    }

    /**
     * Looks at a command for the selected application and at what the card answered.
     *
     * @param command of which the header alone is read
     * @param data the response without its status word
     */
    void follow(CardApplication selected, ByteBuffer command, ByteBuffer data, int statusWord) {
        int at = command.position();
        int ins = command.get(at + 1) & 0xFF;
        if (command.get(at) != 0) {
            // The same PIN has one count on all channels, and under secure messaging too.
            if (mayCountTries(ins)) {
                forget();
            }
            return;
        }
        int p1p2 = (command.get(at + 2) & 0xFF) << 8 | (command.get(at + 3) & 0xFF);
        switch (ins) {
            case INS_VERIFY, INS_CHANGE, INS_DISABLE, INS_ENABLE -> verified(selected, p1p2 & 0xFF, statusWord);
            case INS_GET_DATA -> {
                if (selected == CardApplication.OPENPGP && statusWord == SW_OK) {
                    dataObject(p1p2, data);
                }
            }
            default -> {
                if (mayCountTries(ins)) {
                    forget();
                }
            }
        }
    }

    /** Commands with reference data, known and unknown ones, and ENVELOPE, which may hold one. */
    private static boolean mayCountTries(int ins) {
        return (ins & 0xF0) == INS_VERIFY || (ins & 0xFE) == INS_ENVELOPE;
    }

    private void verified(CardApplication selected, int reference, int statusWord) {
        if ((statusWord & SW_COUNTER_MASK) == SW_COUNTER) {
            set(selected, reference, statusWord & ~SW_COUNTER_MASK);
        } else if (statusWord == SW_BLOCKED) {
            set(selected, reference, 0);
        } else {
            set(selected, reference, UNKNOWN);
        }
    }

    /** PW1 of an OpenPGP card is one PIN with two references (3.4 §4.2). */
    private void set(CardApplication selected, int reference, int left) {
        tries[reference] = left;
        if (selected == CardApplication.OPENPGP && (reference == PW1_SIGN || reference == PW1_OTHER)) {
            tries[PW1_SIGN] = left;
            tries[PW1_OTHER] = left;
        }
    }

    private void dataObject(int tag, ByteBuffer data) {
        BerValue status = BerValue.of(data);
        if (tag == TAG_APPLICATION_RELATED) {
            status = status.unwrapped(TAG_APPLICATION_RELATED)
                    .child(TAG_DISCRETIONARY)
                    .child(TAG_PASSWORD_STATUS);
        } else if (tag != TAG_PASSWORD_STATUS) {
            return;
        }
        if (status.length() == PASSWORD_STATUS_LENGTH) {
            set(CardApplication.OPENPGP, PW1_SIGN, bounded(status.at(TRIES_PW1)));
            set(CardApplication.OPENPGP, PW3, bounded(status.at(TRIES_PW3)));
        }
    }

    /** A count that no status word could tell is none. */
    private static int bounded(int left) {
        return left <= (~SW_COUNTER_MASK & 0xFF) ? left : UNKNOWN;
    }
}
