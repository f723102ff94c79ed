// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

/** What was done, for the line that says so. */
final class SearchTally {

    private int entries;
    private int searchedEntries;
    private int searches;
    private long bytes;
    private int waiting;
    private int left;
    private long searchNs;

    void entry() {
        entries++;
    }

    void entries(int more) {
        entries += more;
    }

    void searchedEntry() {
        searchedEntries++;
    }

    void search(long searched, long tookNs) {
        searches++;
        bytes += searched;
        searchNs += tookNs;
    }

    /** Hits while the PIN waits, in the locked page. */
    void waiting(int hits) {
        waiting += hits;
    }

    /** Hits where none may be. */
    void left(int hits) {
        left += hits;
    }

    @Override
    public String toString() {
        return String.format(
                "memory search on Java %s: %d entries, %d of them searched, %d searches of %d MB each, %d ms each; "
                        + "%d hits in the locked page while a PIN waited, %d hits elsewhere or after",
                Runtime.version().feature(),
                entries,
                searchedEntries,
                searches,
                searches == 0 ? 0 : (bytes >> 20) / searches,
                searches == 0 ? 0 : searchNs / 1_000_000 / searches,
                waiting,
                left);
    }
}
