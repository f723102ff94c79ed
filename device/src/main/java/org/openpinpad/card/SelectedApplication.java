// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/** Follows SELECT by DF name (ISO 7816-4 §11.2.2), so that the display can say whose PIN is asked. */
final class SelectedApplication {

    private static final int INS_SELECT = (byte) 0xA4;
    private static final int BY_DF_NAME = 0x04;
    private static final int HEADER = 5;
    private static final int CHANNEL_BITS = 0x03;
    /** ISO 7816-4: GET RESPONSE is due; the selection itself succeeded. */
    private static final int SW1_MORE = 0x61;

    private CardApplication current = CardApplication.UNKNOWN;

    CardApplication current() {
        return current;
    }

    void reset() {
        current = CardApplication.UNKNOWN;
    }

    /** Looks at a command and at the status word that answered it. */
    void follow(ByteBuffer command, int statusWord) {
        int at = command.position();
        boolean select = command.remaining() > HEADER
                && (command.get(at) & ~CHANNEL_BITS) == 0
                && command.get(at + 1) == INS_SELECT
                && command.get(at + 2) == BY_DF_NAME;
        if (select && (statusWord == 0x9000 || statusWord >>> 8 == SW1_MORE)) {
            int length = Math.min(command.get(at + HEADER - 1) & 0xFF, command.remaining() - HEADER);
            current = KnownAid.application(command, at + HEADER, length);
        }
    }
}
