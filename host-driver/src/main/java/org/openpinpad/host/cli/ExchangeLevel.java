// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import org.openpinpad.ccid.descriptor.Features;

/** The name of the level at which a reader talks of cards (CCID 1.1 §5.1, dwFeatures). */
final class ExchangeLevel {

    private ExchangeLevel() {}

    static String name(long dwFeatures) {
        return switch ((int) dwFeatures & Features.EXCHANGE_LEVEL_MASK) {
            case 0 -> "character";
            case Features.TPDU_LEVEL -> "TPDU";
            case Features.SHORT_APDU_LEVEL -> "short APDU";
            case Features.EXTENDED_APDU_LEVEL -> "short and extended APDU";
            default -> "reserved";
        };
    }
}
