// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.util.Optional;

/** What a reader driver may offer, with its tag in the answer to the feature request (PC/SC part 10 §2.2, §2.6). */
public enum Feature {
    VERIFY_PIN_START(0x01),
    VERIFY_PIN_FINISH(0x02),
    MODIFY_PIN_START(0x03),
    MODIFY_PIN_FINISH(0x04),
    GET_KEY_PRESSED(0x05),
    VERIFY_PIN_DIRECT(0x06),
    MODIFY_PIN_DIRECT(0x07),
    MCT_READER_DIRECT(0x08),
    MCT_UNIVERSAL(0x09),
    IFD_PIN_PROPERTIES(0x0A),
    ABORT(0x0B),
    SET_SPE_MESSAGE(0x0C),
    VERIFY_PIN_DIRECT_APP_ID(0x0D),
    MODIFY_PIN_DIRECT_APP_ID(0x0E),
    WRITE_DISPLAY(0x0F),
    GET_KEY(0x10),
    IFD_DISPLAY_PROPERTIES(0x11),
    GET_TLV_PROPERTIES(0x12),
    CCID_ESC_COMMAND(0x13),
    EXECUTE_PACE(0x20);

    private final int tag;

    Feature(int tag) {
        this.tag = tag;
    }

    /** The tag byte. */
    public int tag() {
        return tag;
    }

    /** The feature with this tag, or nothing when the standard knows none. */
    public static Optional<Feature> byTag(int tag) {
        for (Feature feature : values()) {
            if (feature.tag == tag) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }
}
