// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import org.openpinpad.display.CardApplication;

/** The selected application, for tests of the filter alone: SELECT by name on channel 0 that the card took, or unknown. */
final class SelectedByName {

    private CardApplication current = CardApplication.UNKNOWN;

    CardApplication current() {
        return current;
    }

    /** The card answered this; a status word of 0 stands for no answer. */
    void follow(String hex, int statusWord) {
        int sw1 = statusWord >>> 8;
        boolean taken = sw1 == 0x90 || (sw1 >= 0x61 && sw1 <= 0x63);
        boolean otherChannel = hex.startsWith("01") || hex.startsWith("02") || hex.startsWith("03");
        if (statusWord == 0 || (hex.startsWith("A4", 2) && taken && !otherChannel)) {
            current = statusWord == 0 ? CardApplication.UNKNOWN : named(hex);
        }
    }

    private static CardApplication named(String hex) {
        if (!hex.startsWith("00A404") || hex.length() < 10) {
            return CardApplication.UNKNOWN;
        }
        String name = hex.substring(10);
        if (name.startsWith("D27600012401")) {
            return CardApplication.OPENPGP;
        }
        if (name.startsWith("A000000308000010")) {
            return CardApplication.PIV;
        }
        if (name.startsWith("A000000077010800070000FE00000100")) {
            return CardApplication.ESTEID;
        }
        return name.startsWith("A000000063504B43532D3135") ? CardApplication.PKCS15 : CardApplication.UNKNOWN;
    }
}
