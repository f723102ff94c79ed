// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/**
 * Follows SELECT by DF name on the basic logical channel (ISO 7816-4 §11.2.2), so that the display can say whose PIN is
 * asked. After any other SELECT that the card took nothing is known, but for one below the current DF: it may have left the application.
 */
final class SelectedApplication {

    private static final int CLA_CHANNEL_1_TO_3 = 0x03;
    private static final int INS_SELECT = (byte) 0xA4;
    private static final int CHILD_DF = 0x01;
    private static final int CHILD_EF = 0x02;
    private static final int BY_DF_NAME = 0x04;
    private static final int PATH_FROM_DF = 0x09;
    /** P2 bits 2 and 1: the first or only occurrence (table 63); a further one is another application. */
    private static final int NOT_FIRST = 0x03;

    private static final int HEADER = 5;
    /** 61: GET RESPONSE is due; 62 and 63: a warning. The selection itself succeeded. */
    private static final int SW1_MORE = 0x61;

    private static final int SW1_WARNING = 0x63;
    private static final int SW1_OK = 0x90;

    private CardApplication current = CardApplication.UNKNOWN;

    CardApplication current() {
        return current;
    }

    void reset() {
        current = CardApplication.UNKNOWN;
    }

    /** Looks at a command and at the status word that answered it; true if it was a selection here. */
    boolean follow(ByteBuffer command, int statusWord) {
        int at = command.position();
        int cla = command.get(at);
        boolean otherChannel = cla != 0 && (cla & ~CLA_CHANNEL_1_TO_3) == 0;
        boolean selection = command.get(at + 1) == INS_SELECT && !otherChannel && succeeded(statusWord >>> 8);
        if (selection && !staysInside(command, at)) {
            current = cla == 0 && byName(command, at) ? named(command, at) : CardApplication.UNKNOWN;
        }
        return selection;
    }

    /** P1 = 01, 02, 09: a child or a path below the current DF (table 62), which is in the same application. */
    private static boolean staysInside(ByteBuffer command, int at) {
        int p1 = command.get(at + 2);
        return command.get(at) == 0 && (p1 == CHILD_DF || p1 == CHILD_EF || p1 == PATH_FROM_DF);
    }

    private static boolean succeeded(int sw1) {
        return sw1 == SW1_OK || (sw1 >= SW1_MORE && sw1 <= SW1_WARNING);
    }

    private static boolean byName(ByteBuffer command, int at) {
        return command.remaining() > HEADER
                && command.get(at + 2) == BY_DF_NAME
                && (command.get(at + 3) & NOT_FIRST) == 0;
    }

    private static CardApplication named(ByteBuffer command, int at) {
        int length = Math.min(command.get(at + HEADER - 1) & 0xFF, command.remaining() - HEADER);
        return KnownAid.application(command, at + HEADER, length);
    }
}
