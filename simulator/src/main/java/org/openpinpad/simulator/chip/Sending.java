// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

/** What a card sends in one go. */
public final class Sending {

    /** Nothing yet, but a NULL byte: the card works. {@link ContactCard#more} tells more. */
    static final Sending WORKING = new Sending(new byte[0], 0, 1);

    private final byte[] bytes;
    private final long workNs;
    private final int nulls;

    /**
     * @param bytes a block of T=1; data and SW1 SW2 of a TPDU of T=0
     * @param workNs how long it worked before the first character
     * @param nulls T=0: how many NULL bytes it sent meanwhile, at even distances
     */
    Sending(byte[] bytes, long workNs, int nulls) {
        this.bytes = bytes;
        this.workNs = workNs;
        this.nulls = nulls;
    }

    byte[] bytes() {
        return bytes;
    }

    long workNs() {
        return workNs;
    }

    int nulls() {
        return nulls;
    }

    Sending withBytes(byte[] other) {
        return new Sending(other, workNs, nulls);
    }
}
