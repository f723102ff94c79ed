// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.List;
import org.openpinpad.display.Screen;

/** A whole reader, as the PC, the card and the user see it. */
interface ReaderUnderTest extends AutoCloseable {

    /** What the card answers from now on: data and status word; null for no answer. */
    void cardAnswers(byte[] response);

    /** Sends a bulk-OUT message and waits for its final answer, a bulk-IN message. */
    byte[] send(byte[] message) throws InterruptedException;

    /** The commands that the card got, in their order. */
    List<String> cardGot();

    /** What stood on the display until the next screen: a question, above all. */
    List<Screen> shown();

    /** What the display was told to say in passing. */
    List<Screen> remarks();

    @Override
    void close();
}
