// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.util.List;

/**
 * Which texts the reader shows: {@code bNumberMessage}, {@code wLangId}, {@code bMsgIndex} (PC/SC part 10 §2.5.2-3).
 *
 * @param number how many messages; 0 none, FFh the reader's own choice
 * @param langId USB language identifier, 0409h English, 0 unknown
 * @param indices the index bytes on the wire: one for VERIFY, three for MODIFY, whatever {@code number} says
 */
public record PinMessages(int number, int langId, List<Integer> indices) {

    /** {@code bNumberMessage} that leaves the choice to the reader. */
    public static final int READERS_CHOICE = 0xFF;

    /** {@code wLangId} of English (United States). */
    public static final int ENGLISH = 0x0409;

    /** Copies the indices and checks the fields' sizes. */
    public PinMessages {
        indices = List.copyOf(indices);
        if (number < 0 || number > 0xFF || langId < 0 || langId > 0xFFFF) {
            throw new IllegalArgumentException(
                    "bNumberMessage is one byte and wLangId two, not " + number + " and " + langId);
        }
        if (indices.stream().anyMatch(index -> index < 0 || index > 0xFF)) {
            throw new IllegalArgumentException("a message index is one byte: " + indices);
        }
    }
}
