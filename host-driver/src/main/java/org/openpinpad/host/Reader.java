// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.escape.EventAnswer;

/** A reader that this program may use until it closes it. Belongs to one thread, {@link #cancel()} excepted. */
public interface Reader extends AutoCloseable {

    /** The reader's name for the user. */
    String name();

    /** Whether there is a card in the reader. */
    boolean cardPresent();

    /** The reader's CCID class descriptor, when it is spoken to without a service between. */
    Optional<CcidDescriptor> descriptor();

    /**
     * Powers the card, if it is not powered yet.
     *
     * @throws ReaderException with {@link ReaderException.Kind#NO_CARD} when there is none
     */
    PinPad connect();

    /** The card's answer to reset; empty before {@link #connect()}. */
    Optional<ByteBuffer> atr();

    /**
     * What the reader's event log still has of the events whose number is {@code first} or more, in order. What the card
     * has verified stays so. The texts are the reader's: whoever shows them looks at their characters first.
     *
     * @throws ReaderException with {@link ReaderException.Kind#UNSUPPORTED} when there is no log, or no way to it
     */
    List<EventAnswer.Entry> events(long first);

    /**
     * Asks the reader to give up a PIN entry that is going on. Any thread.
     *
     * @return whether the way to the reader has a means for that; if not, its user must press its cancel key
     */
    boolean cancel();

    /** Gives the reader back. The card forgets that a PIN was verified. */
    @Override
    void close();
}
