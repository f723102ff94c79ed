// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/** A filter with what it is told: what passes gets to a card, which answers as the test says. */
final class FilterBench {

    private final Filter filter = new Filter();
    private final SelectedByName selected = new SelectedByName();

    Filter.Finding look(String hex) {
        return filter.look(ByteBuffer.wrap(Table.bytes(hex)), selected.current());
    }

    /** The card got the command and answered this status word, or {@link Step#MUTE}. */
    void answered(String hex, String answer) {
        ByteBuffer command = ByteBuffer.wrap(Table.bytes(hex));
        if (answer.equals(Step.MUTE)) {
            filter.unanswered(command);
            selected.follow(hex, 0);
        } else {
            int statusWord = Integer.parseInt(answer.substring(answer.length() - 4), 16);
            filter.answered(command, statusWord);
            selected.follow(hex, statusWord);
        }
    }

    CardApplication selected() {
        return selected.current();
    }

    boolean chainIsOpen() {
        return filter.chainIsOpen();
    }

    void reset() {
        filter.reset();
        selected.follow("", 0);
    }
}
