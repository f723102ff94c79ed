// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

/** A card slot cannot be had; the message is one sentence for a person: what, why, what to do. */
public final class SlotUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    public SlotUnavailable(String sentence) {
        super(sentence);
    }
}
