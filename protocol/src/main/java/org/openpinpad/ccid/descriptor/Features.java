// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.descriptor;

/** Bits of dwFeatures (CCID 1.1 §5.1, table 5.1-1). */
public final class Features {
    public static final int PARAMETERS_FROM_ATR = 0x02;
    public static final int AUTO_ACTIVATION = 0x04;
    public static final int AUTO_VOLTAGE = 0x08;
    public static final int AUTO_CLOCK = 0x10;
    public static final int AUTO_BAUD = 0x20;
    public static final int AUTO_NEGOTIATION = 0x40;
    public static final int AUTO_PPS = 0x80;
    public static final int CLOCK_STOP = 0x100;
    public static final int NAD_OTHER_THAN_0 = 0x200;
    public static final int AUTO_IFSD = 0x400;
    public static final int WAKE_UP = 0x100000;

    /** The bits that hold the exchange level. */
    public static final int EXCHANGE_LEVEL_MASK = 0x70000;

    public static final int TPDU_LEVEL = 0x10000;
    public static final int SHORT_APDU_LEVEL = 0x20000;
    public static final int EXTENDED_APDU_LEVEL = 0x40000;

    private Features() {}
}
