// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import java.nio.ByteBuffer;

/** Status words (ISO 7816-4 §5.6) that the virtual cards answer. */
public final class StatusWord {

    public static final int OK = 0x9000;
    /** 61xx: xx more bytes by GET RESPONSE. */
    public static final int MORE_DATA = 0x6100;

    public static final int TERMINATED = 0x6285;
    /** 63Cx: x further tries. */
    public static final int TRIES_LEFT = 0x63C0;

    public static final int MEMORY_FAILURE = 0x6581;
    public static final int WRONG_LENGTH = 0x6700;
    public static final int LOGICAL_CHANNEL_NOT_SUPPORTED = 0x6881;
    public static final int SECURE_MESSAGING_NOT_SUPPORTED = 0x6882;
    public static final int LAST_COMMAND_OF_CHAIN_EXPECTED = 0x6883;
    public static final int SECURITY_STATUS_NOT_SATISFIED = 0x6982;
    public static final int AUTHENTICATION_METHOD_BLOCKED = 0x6983;
    public static final int CONDITIONS_OF_USE_NOT_SATISFIED = 0x6985;
    public static final int INCORRECT_DATA = 0x6A80;
    public static final int FUNCTION_NOT_SUPPORTED = 0x6A81;
    public static final int FILE_OR_APPLICATION_NOT_FOUND = 0x6A82;
    public static final int NOT_ENOUGH_MEMORY = 0x6A84;
    public static final int INCORRECT_P1_P2 = 0x6A86;
    public static final int REFERENCED_DATA_NOT_FOUND = 0x6A88;
    public static final int WRONG_P1_P2 = 0x6B00;
    /** 6Cxx: wrong Le, xx bytes are there (ISO 7816-3 §10.3.3). */
    public static final int WRONG_LE = 0x6C00;

    public static final int INS_NOT_SUPPORTED = 0x6D00;
    public static final int CLA_NOT_SUPPORTED = 0x6E00;
    public static final int NO_PRECISE_DIAGNOSIS = 0x6F00;

    private StatusWord() {}

    /** Writes SW1 SW2, whatever the buffer's byte order. */
    public static void put(ByteBuffer response, int sw) {
        response.put((byte) (sw >> 8)).put((byte) sw);
    }
}
