// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.util.Optional;
import java.util.Set;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;

/** A reader's keypad, with a card in the reader. Not for use by several threads at a time. */
public interface PinPad {

    /** What the reader can do, in the words of PC/SC part 10; empty for a reader without a PIN pad. */
    Set<Feature> features();

    /** Display, timeouts and keys, when the reader tells. */
    Optional<PinProperties> pinProperties();

    /** What else the reader tells of itself; {@link TlvProperties#NONE} when it does not. */
    TlvProperties tlvProperties();

    /**
     * Selects the request's application, has the PIN typed at the reader and put into the command, and waits for the end.
     *
     * @param listener told right before the reader asks, and after
     */
    PinResult verify(PinRequest request, PinPadListener listener);

    /** {@link #verify(PinRequest, PinPadListener)} that tells nobody. */
    default PinResult verify(PinRequest request) {
        return verify(request, PinPadListener.NOBODY);
    }
}
