// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import org.openpinpad.display.Act;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Explanation;

/** Follows what passes between PC and card, and says what a command is about to do. Not thread-safe. */
public final class Interpreter {

    private CardApplication selected = CardApplication.UNKNOWN;

    /** The kind of a well-formed command; makes no garbage. */
    public Act act(ByteBuffer command) {
        return Act.OTHER;
    }

    /** Whether it uses a key of which the reader cannot say that it signs nothing (decision 9, consent {@code sign}). */
    public boolean maySign(ByteBuffer command) {
        return act(command) == Act.SIGN;
    }

    /** All that is known of what a well-formed command is about to do. */
    public Explanation explain(ByteBuffer command) {
        return new Explanation(act(command), selected);
    }

    /** The card has answered; see {@link org.openpinpad.card.CardWatcher#answered}. */
    public void answered(CardApplication application, ByteBuffer command, ByteBuffer data, int statusWord) {
        selected = application;
    }

    /** The card gave no answer, or was reset. */
    public void reset() {
        selected = CardApplication.UNKNOWN;
    }
}
