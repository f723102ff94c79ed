// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

import java.util.List;
import org.openpinpad.display.PinPrompt;

/**
 * How PINs are asked (CCID 1.1 §6.1.11).
 *
 * @param min least digits of each PIN, 1 or more
 * @param max most digits of each PIN that are taken
 * @param endsAtMaximum whether the entry ends by itself when the most digits are there; the key ends it always
 * @param timeOutS seconds for the whole entry
 * @param questions the PINs in the order in which they are asked: the PIN; or the old one, the new one, the new one again
 */
public record EntryRules(int min, int max, boolean endsAtMaximum, int timeOutS, List<Question> questions) {

    public EntryRules {
        questions = List.copyOf(questions);
    }

    /** PINs that go into the command; the repeated one does not. */
    public int pins() {
        int last = questions.size() - 1;
        return questions.get(last).prompt() == PinPrompt.REPEAT ? last : last + 1;
    }
}
