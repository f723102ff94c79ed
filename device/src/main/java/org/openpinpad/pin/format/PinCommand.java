// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;
import org.openpinpad.display.PinOperation;

/**
 * The commands that a PIN may be put into (ISO 7816-4 §11.6): only those whose data are reference data, so that no card
 * gives back what it got. Each by its INS and the values of P1 that say which PINs it carries.
 */
enum PinCommand {
    /** §11.6.6; P1 = FF would reset a status and carries nothing. */
    VERIFY(0x20, PinOperation.VERIFY, 0x00, P1.NONE),
    /** §11.6.7; P1 = 01: the new reference data alone. */
    CHANGE_REFERENCE_DATA(0x24, PinOperation.CHANGE, 0x00, 0x01),
    /** §11.6.9; P1 = 01 would carry nothing. */
    DISABLE_VERIFICATION_REQUIREMENT(0x26, PinOperation.DISABLE_VERIFICATION, 0x00, P1.NONE),
    /** §11.6.8. */
    ENABLE_VERIFICATION_REQUIREMENT(0x28, PinOperation.ENABLE_VERIFICATION, 0x00, P1.NONE),
    /** §11.6.10; P1 = 02: the new reference data alone, 01 and 03: no new ones. */
    RESET_RETRY_COUNTER(0x2C, PinOperation.RESET_RETRY_COUNTER, 0x00, 0x02);

    private static final class P1 {
        static final int NONE = -1;
    }

    /** Interindustry class bytes without chaining and secure messaging (§5.4.1): channels 0 to 3, and 4 to 19. */
    private static final int CHANNEL_0_TO_3 = 0x03;

    private static final int CHANNEL_4_TO_19 = 0x4F;

    /** CLA INS P1 P2. */
    static final int HEADER = 4;

    private final int ins;
    private final PinOperation operation;
    /** P1 when the old PIN, which proves the right to do this, is part of the data. */
    private final int p1WithOld;
    /** P1 when the new PIN alone is the data. */
    private final int p1NewAlone;

    PinCommand(int ins, PinOperation operation, int p1WithOld, int p1NewAlone) {
        this.ins = ins;
        this.operation = operation;
        this.p1WithOld = p1WithOld;
        this.p1NewAlone = p1NewAlone;
    }

    /**
     * The command of this APDU; null when its class byte, INS or P1 is none of these, or when its length is not the one that
     * its Lc tells. There is no Le, for a PIN command is not to be answered with data.
     */
    static PinCommand of(ByteBuffer apdu) {
        int at = apdu.position();
        int length = apdu.remaining();
        if (length < HEADER || !isPlainClass(apdu.get(at) & 0xFF)) {
            return null;
        }
        boolean complete = length == HEADER || length == HEADER + 1 + (apdu.get(at + HEADER) & 0xFF);
        PinCommand command = complete ? byIns(apdu.get(at + 1) & 0xFF) : null;
        int p1 = apdu.get(at + 2) & 0xFF;
        return command != null && (p1 == command.p1WithOld || p1 == command.p1NewAlone) ? command : null;
    }

    private static boolean isPlainClass(int cla) {
        return cla <= CHANNEL_0_TO_3 || (cla & 0xF0) == (CHANNEL_4_TO_19 & 0xF0);
    }

    private static PinCommand byIns(int ins) {
        for (PinCommand command : values()) {
            if (command.ins == ins) {
                return command;
            }
        }
        return null;
    }

    PinOperation operation() {
        return operation;
    }

    /** Whether it sets a new PIN, so that it belongs to bPINOperation 01. */
    boolean isModification() {
        return this == CHANGE_REFERENCE_DATA || this == RESET_RETRY_COUNTER;
    }

    /** Whether a command with this P1 carries the old PIN. */
    boolean carriesOld(int p1) {
        return p1 == p1WithOld;
    }
}
