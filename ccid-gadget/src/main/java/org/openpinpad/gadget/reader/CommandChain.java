// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.SlotError;

/**
 * A command APDU that comes in several XfrBlocks (CCID 1.1 §6.1.4, wLevelParameter).
 *
 * <pre>
 * state   wLevelParameter   next    result
 * closed  BEGIN             open    MORE
 * closed  MIDDLE, END       closed  bad field at offset 8
 * open    BEGIN             open    MORE, the old part is forgotten
 * open    MIDDLE            open    MORE
 * open    END               closed  WHOLE
 * any     too long in sum   closed  bad field at offset 1
 * </pre>
 */
final class CommandChain {

    /** wLevelParameter's offset in the message. */
    static final int LEVEL_PARAMETER = Header.SPECIFIC + 1;

    /** Results of {@link #take} that are no error. */
    static final int MORE = -1;

    static final int WHOLE = -2;

    private final ByteBuffer apdu;
    private boolean open;

    CommandChain(int apduMax) {
        apdu = ByteBuffer.allocateDirect(apduMax);
    }

    /** Takes the next part; {@link #MORE}, {@link #WHOLE}, or a bError. */
    int take(int levelParameter, ByteBuffer part) {
        if (levelParameter == ChainParameter.BEGIN) {
            apdu.clear();
            open = true;
        } else if (!open) {
            return LEVEL_PARAMETER;
        }
        if (part.remaining() > apdu.remaining()) {
            open = false;
            return SlotError.BAD_LENGTH;
        }
        apdu.put(part.duplicate());
        if (levelParameter != ChainParameter.END) {
            return MORE;
        }
        open = false;
        apdu.flip();
        return WHOLE;
    }

    /** The command after {@link #WHOLE} or {@link #keep}, until the next one of these or {@link #take}. */
    ByteBuffer apdu() {
        return apdu;
    }

    /** Keeps a command that came in one piece, in place of any other. */
    void keep(ByteBuffer whole) {
        open = false;
        apdu.clear();
        apdu.put(whole.duplicate()).flip();
    }

    void forget() {
        open = false;
    }
}
