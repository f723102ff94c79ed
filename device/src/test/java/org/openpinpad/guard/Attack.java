// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openpinpad.display.CardApplication;

/** A PC that sends one command after the other; what the filter lets pass gets to a card that takes a PIN where it can. */
final class Attack {

    private final Filter filter = new Filter();
    private final SmuggleOracle card;
    private final CardApplication selected;
    private final List<String> sent = new ArrayList<>();
    private int passed;

    /** An attack on a card of this application, which plays these tricks. */
    Attack(CardApplication selected, Set<SmuggleOracle.Trick> tricks) {
        this.selected = selected;
        card = new SmuggleOracle(tricks);
    }

    /** Commands that reached the card. */
    int passed() {
        return passed;
    }

    /**
     * The PC sends this; a status word of 0 stands for no answer.
     *
     * @return how the card got a PIN, with all that was sent
     */
    Optional<String> send(byte[] command, int statusWord) {
        ByteBuffer buffer = ByteBuffer.wrap(command);
        if (filter.look(buffer, selected) != Filter.Finding.CLEAN) {
            return Optional.empty();
        }
        passed++;
        sent.add(Table.hex(command) + " > " + (statusWord == 0 ? Step.MUTE : String.format("%04X", statusWord)));
        Optional<String> found = card.gets(command, statusWord);
        if (statusWord == 0) {
            filter.unanswered(buffer);
        } else {
            filter.answered(buffer, statusWord);
        }
        return found.map(how -> how + "\n of " + String.join(" ; ", sent));
    }
}
