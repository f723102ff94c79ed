// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import java.nio.ByteBuffer;

/** The messages of one byte, which are no APDUs. Only {@link #GET_ATR} is answered. */
enum Control {
    POWER_OFF(0),
    POWER_ON(1),
    /** A warm reset; the reader knows cold ones alone and never sends it. */
    RESET(2),
    GET_ATR(4);

    private final byte code;

    Control(int code) {
        this.code = (byte) code;
    }

    /** The message's content, the caller's own. */
    ByteBuffer content() {
        return ByteBuffer.allocateDirect(1).put(0, code);
    }
}
