// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.descriptor.Features;

/** What this reader says of itself in its class descriptor (CCID 1.1 §5.1), and why. */
public final class ReaderProfile {

    /** The device owns T=0 and T=1 and sees whole APDUs, so that PIN insertion and filter are exact: 000404BAh. */
    static final int FEATURES = Features.PARAMETERS_FROM_ATR
            | Features.AUTO_VOLTAGE
            | Features.AUTO_CLOCK
            | Features.AUTO_BAUD
            | Features.AUTO_PPS
            | Features.AUTO_IFSD
            | Features.EXTENDED_APDU_LEVEL;

    /** A whole extended APDU and the header. No multiple of 64 or 512, so a full message needs no zero-length packet. */
    static final int MESSAGE_MAX = 65_554;

    private static final int CCID_1_1 = 0x0110;
    private static final int VOLTAGES_5_3_18 = 7;
    private static final int T0_AND_T1 = 3;
    private static final int CLOCK_KHZ = 4_800;
    private static final int DATA_RATE_BPS = 12_903; // 4.8 MHz / 372
    private static final int IFSD = 254;
    private static final int CLASS_AS_COMMAND = 0xFF;
    /** Eight lines of 21 characters on the 128x64 display. */
    private static final int LCD_LAYOUT = (8 << 8) | 21;

    private ReaderProfile() {}

    /** The reader with one slot. {@code pinSupport} must be true to what the firmware can do now. */
    public static CcidDescriptor descriptor(int pinSupport) {
        return new CcidDescriptor(
                CCID_1_1,
                0,
                VOLTAGES_5_3_18,
                T0_AND_T1,
                CLOCK_KHZ,
                CLOCK_KHZ,
                1,
                DATA_RATE_BPS,
                DATA_RATE_BPS,
                1,
                IFSD,
                0,
                0,
                FEATURES,
                MESSAGE_MAX,
                CLASS_AS_COMMAND,
                CLASS_AS_COMMAND,
                LCD_LAYOUT,
                pinSupport,
                1);
    }
}
