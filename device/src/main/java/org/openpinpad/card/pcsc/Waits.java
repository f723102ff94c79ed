// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

/**
 * How long things are waited for.
 *
 * @param readerMs a service that was started a moment ago does not know its readers yet
 * @param retryMs between two looks for a service or a reader that is gone
 * @param changeMs one wait for a card to come or go; only in case that nobody ends it
 * @param closeMs the threads' end
 */
record Waits(long readerMs, long retryMs, long changeMs, long closeMs) {
    static final Waits USUAL = new Waits(4_000, 500, 60_000, 2_000);
}
