// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.pcsc.part10.ControlCode;
import org.openpinpad.pcsc.part10.Decoded;
import org.openpinpad.pcsc.part10.FeatureMap;

/** What a reader's driver offers beyond APDUs (PC/SC part 10 §2.2). */
final class DriverFeatures {

    private DriverFeatures() {}

    /** Asks by every numbering of control codes. Errors of asking mean that the driver offers nothing. */
    static FeatureMap ask(TracedCard card) {
        for (ControlCode codes : ControlCode.values()) {
            Optional<ByteBuffer> reply = card.ask(codes.featureRequest(), "GET_FEATURE_REQUEST");
            if (reply.isPresent()
                    && FeatureMap.parse(reply.get()) instanceof Decoded.Value<FeatureMap> map
                    && !map.value().codesByTag().isEmpty()) {
                return map.value();
            }
        }
        return FeatureMap.NONE;
    }
}
