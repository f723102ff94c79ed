// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

/**
 * Chaining of APDUs that are longer than a message, at the extended-APDU level: wLevelParameter of a command (CCID 1.1
 * §6.1.4) and bChainParameter of a DataBlock (§6.2.1) use the same values.
 */
public final class ChainParameter {
    /** The APDU begins and ends here. */
    public static final int WHOLE = 0x00;
    /** The APDU begins here and goes on. */
    public static final int BEGIN = 0x01;
    /** The APDU goes on and ends here. */
    public static final int END = 0x02;
    /** The APDU goes on and goes on again. */
    public static final int MIDDLE = 0x03;
    /** No data: the other side is asked for its next block. */
    public static final int CONTINUE = 0x10;

    private ChainParameter() {}
}
