// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.util.List;

/** One way to readers: lists those that it sees, and opens one by its address. */
public interface ReaderFinder {

    /**
     * A reader that could be opened.
     *
     * @param address what {@link #open} takes
     * @param name the reader's name for the user
     * @param state what is known without opening it, in a few words; may be empty
     */
    record Found(String address, String name, String state) {}

    /** The prefix of this way's addresses, as in {@code usb:1209:0001}; empty for names of PC/SC readers. */
    String scheme();

    /**
     * The readers that are there now; none is not an error.
     *
     * @throws ReaderException when this way is closed, as when there is no service
     */
    List<Found> list();

    /**
     * Opens a reader.
     *
     * @param address the user's words; empty for the one reader there is, or the one that has a card
     * @param trace sees every message
     * @throws ReaderException when it is not there, or not to be had
     * @throws IllegalArgumentException when the address has not the form that this way's addresses have
     */
    Reader open(String address, WireTrace trace);
}
