// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import org.openpinpad.simulator.card.StatusWord;

/** What the application answers to one command: response data, of any length, and SW1 SW2. */
final class Answer {

    private static final byte[] NOTHING = {};

    static final Answer OK = sw(StatusWord.OK);

    private final byte[] data;
    private final int sw;

    private Answer(byte[] data, int sw) {
        this.data = data;
        this.sw = sw;
    }

    static Answer sw(int sw) {
        return new Answer(NOTHING, sw);
    }

    static Answer data(byte[] data) {
        return new Answer(data, StatusWord.OK);
    }

    byte[] data() {
        return data;
    }

    int sw() {
        return sw;
    }
}
