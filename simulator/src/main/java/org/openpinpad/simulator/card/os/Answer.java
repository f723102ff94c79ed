// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import org.openpinpad.simulator.card.StatusWord;

/** What the application answers to one command: response data, of any length, and SW1 SW2. */
public final class Answer {

    private static final byte[] NOTHING = {};

    public static final Answer OK = sw(StatusWord.OK);

    private final byte[] data;
    private final int sw;

    private Answer(byte[] data, int sw) {
        this.data = data;
        this.sw = sw;
    }

    public static Answer sw(int sw) {
        return new Answer(NOTHING, sw);
    }

    public static Answer data(byte[] data) {
        return new Answer(data, StatusWord.OK);
    }

    public byte[] data() {
        return data;
    }

    public int sw() {
        return sw;
    }
}
