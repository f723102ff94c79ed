// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;

/** Encodes ASN.1 by DER (X.690 §10). */
final class Der {

    private Der() {}

    static byte[] of(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Nothing is written anywhere.
        }
    }
}
