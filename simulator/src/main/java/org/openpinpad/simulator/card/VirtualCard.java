// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;
import org.openpinpad.card.SlotResult;

/**
 * A card in software, at the level of whole APDUs (ISO 7816-4 §5.1), as a {@link VirtualSlot} holds it.
 *
 * <p>Called from one thread at a time. Whatever the command's bytes are, the answer is a response APDU.
 */
public interface VirtualCard {

    /** The answer to reset (ISO 7816-3 §8), 2 to 33 bytes, the caller's own copy. */
    byte[] atr();

    /** What a reset does to the card: every security status, chain and pending response is forgotten. */
    void reset();

    /**
     * Carries out one command.
     *
     * @param command the command APDU, from position to limit; position is left where it was; may hold a PIN
     * @param response receives the response APDU at its position
     * @return {@code DONE}, or {@code OVERRUN} if the response does not fit; a test's card may also be {@code MUTE}
     */
    SlotResult process(ByteBuffer command, ByteBuffer response);
}
