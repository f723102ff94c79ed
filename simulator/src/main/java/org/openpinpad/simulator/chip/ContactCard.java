// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.util.Optional;

/** A card at a chip's contacts. Nothing here waits: how long the card takes is a number in its answer. */
public interface ContactCard {

    /** Classes of supply voltage (ISO/IEC 7816-3 §5.1.3) by the number that CCID's bPowerSelect gives them. */
    int CLASS_A = 1;

    int CLASS_B = 2;
    int CLASS_C = 3;

    /** Whether it speaks T=1, and takes blocks. */
    boolean speaksT1();

    /** A cold reset at this class of voltage: the answer to reset, empty when the card does not start. */
    Optional<byte[]> reset(int powerSelect);

    /** TPDUs or blocks, what the interface device sends; empty when the card says nothing to it. */
    Optional<Sending> take(byte[] tpdu);

    /** What comes after {@link Sending#WORKING}. */
    default Optional<Sending> more() {
        throw new IllegalStateException("only a T=0 card sends NULL bytes");
    }

    /** Whether blocks of T=1 end with a CRC. */
    default boolean usesCrc() {
        return false;
    }

    /** bmFindexDindex (TA1) that the card offers. */
    int fiDi();

    /** Characters to the card and from it take so many etu each: 12 at T=0, 11 at T=1 (§7.2, §11.2). */
    int etuEach();
}
