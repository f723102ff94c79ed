// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.descriptor;

/** The class-specific control requests to the interface (CCID 1.1 §5.3). */
public final class ClassRequest {
    /** bmRequestType of ABORT: class, interface, host to device. */
    public static final int TO_DEVICE = 0x21;
    /** bmRequestType of the two GET requests: class, interface, device to host. */
    public static final int TO_HOST = 0xA1;

    /** §5.3.1. wValue: bSeq in the high byte, bSlot in the low byte; no data. */
    public static final int ABORT = 0x01;
    /** §5.3.2. One 32-bit word of kHz for each supported clock. */
    public static final int GET_CLOCK_FREQUENCIES = 0x02;
    /** §5.3.3. One 32-bit word of bit/s for each supported rate. */
    public static final int GET_DATA_RATES = 0x03;

    private ClassRequest() {}
}
