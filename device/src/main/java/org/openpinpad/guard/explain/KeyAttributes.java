// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.openpinpad.card.BerValue;
import org.openpinpad.display.KeyAlgorithm;
import org.openpinpad.display.KeyAlgorithm.Name;

/** Algorithm attributes of an OpenPGP card's keys (3.4 §4.4.3.9, DO C1 to C3), as the card has told them. A SELECT changes nothing of them. */
final class KeyAttributes {

    /** The keys by the numbers that MSE has for them (3.4 §7.2.18): signature, decryption, authentication. */
    static final int SIGNATURE = 1;

    static final int DECRYPTION = 2;
    static final int AUTHENTICATION = 3;

    private static final int TAG_APPLICATION = 0x6E;
    private static final int TAG_DISCRETIONARY = 0x73;
    private static final int TAG_FIRST = 0xC1;
    private static final int RSA = 0x01;
    private static final int RSA_MIN = 5;
    private static final int WITH_PUBLIC_KEY = 0xFF;

    private static final Map<String, Name> CURVES = Map.ofEntries(
            Map.entry("2A8648CE3D030107", Name.P256),
            Map.entry("2B81040022", Name.P384),
            Map.entry("2B81040023", Name.P521),
            Map.entry("2B2403030208010107", Name.BRAINPOOL_P256),
            Map.entry("2B240303020801010B", Name.BRAINPOOL_P384),
            Map.entry("2B240303020801010D", Name.BRAINPOOL_P512),
            Map.entry("2B8104000A", Name.SECP256K1),
            Map.entry("2B06010401DA470F01", Name.ED25519),
            Map.entry("2B656E", Name.X25519),
            Map.entry("2B6570", Name.ED25519),
            Map.entry("2B060104019755010501", Name.X25519));

    private final KeyAlgorithm[] known = new KeyAlgorithm[AUTHENTICATION + 1];

    KeyAttributes() {
        forget();
    }

    void forget() {
        Arrays.fill(known, KeyAlgorithm.UNKNOWN);
    }

    KeyAlgorithm of(int key) {
        return key >= SIGNATURE && key <= AUTHENTICATION ? known[key] : KeyAlgorithm.UNKNOWN;
    }

    /** The card has told a data object. */
    void told(int tag, ByteBuffer data) {
        if (!data.hasRemaining()) {
            return; // it comes with GET RESPONSE, if at all
        }
        if (tag == TAG_APPLICATION) {
            // Some cards answer with the tag asked for, some without.
            BerValue all = BerValue.of(data).unwrapped(TAG_APPLICATION).child(TAG_DISCRETIONARY);
            for (int key = SIGNATURE; key <= AUTHENTICATION; key++) {
                set(key, all.child(TAG_FIRST + key - SIGNATURE));
            }
        } else if (isAttribute(tag)) {
            set(tag - TAG_FIRST + SIGNATURE, BerValue.of(data));
        }
    }

    /** The PC has had a data object changed: what was known of it is not any more. */
    void changed(int tag) {
        if (isAttribute(tag)) {
            known[tag - TAG_FIRST + SIGNATURE] = KeyAlgorithm.UNKNOWN;
        }
    }

    private static boolean isAttribute(int tag) {
        return tag >= TAG_FIRST && tag < TAG_FIRST + AUTHENTICATION;
    }

    private void set(int key, BerValue attributes) {
        if (attributes.length() > 0) {
            KeyAlgorithm algorithm = attributes.at(0) == RSA ? rsa(attributes) : curve(attributes);
            if (!algorithm.equals(known[key])) {
                known[key] = algorithm;
            }
        }
    }

    private static KeyAlgorithm rsa(BerValue attributes) {
        return attributes.length() < RSA_MIN
                ? KeyAlgorithm.UNKNOWN
                : new KeyAlgorithm(Name.RSA, attributes.at(1) << 8 | attributes.at(2));
    }

    private static KeyAlgorithm curve(BerValue attributes) {
        int end = attributes.length();
        boolean marked = attributes.at(end - 1) == WITH_PUBLIC_KEY;
        byte[] oid = new byte[Math.max(0, (marked ? end - 1 : end) - 1)];
        for (int i = 0; i < oid.length; i++) {
            oid[i] = (byte) attributes.at(i + 1);
        }
        Name name = CURVES.get(HexFormat.of().withUpperCase().formatHex(oid));
        return name == null ? KeyAlgorithm.UNKNOWN : new KeyAlgorithm(name, 0);
    }
}
