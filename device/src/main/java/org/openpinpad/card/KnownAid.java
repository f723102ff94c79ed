// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/** Beginnings of application identifiers that the reader knows by name. */
public enum KnownAid {
    /** OpenPGP card 3.4 §4.2.1: RID of FSF Europe, application 01. */
    OPENPGP("D27600012401", CardApplication.OPENPGP),
    /** FIPS 201, SP 800-73-4 part 1 §2.2: RID of NIST, PIV application. */
    PIV("A000000308000010", CardApplication.PIV),
    /** ISO 7816-15 §6.4: RID of RSA Laboratories, "PKCS-15". */
    PKCS15("A000000063504B43532D3135", CardApplication.PKCS15),
    /** The identity card's application, its "OT AWP" and its "QSCD Application" (as web-eid's libelectronic-id selects them). */
    EID_MAIN("A000000077010800070000FE00000100", CardApplication.ESTEID),
    EID_AUTHENTICATION("E828BD080FF2504F5420415750", CardApplication.ESTEID),
    EID_SIGNATURE("51534344204170706C69636174696F6E", CardApplication.ESTEID);

    private static final int SHORTEST = 5;

    private final String beginning;
    private final CardApplication application;

    KnownAid(String beginning, CardApplication application) {
        this.beginning = beginning;
        this.application = application;
    }

    /** The identifier's beginning, in hexadecimal. */
    public String beginning() {
        return beginning;
    }

    /** The application that it names. */
    public CardApplication application() {
        return application;
    }

    /** The application of a full or, from 5 bytes on, shortened identifier at this place. */
    public static CardApplication application(ByteBuffer bytes, int at, int length) {
        for (KnownAid known : values()) {
            int compared = Math.min(length, known.beginning.length() / 2);
            if (length >= SHORTEST && known.matches(bytes, at, compared)) {
                return known.application;
            }
        }
        return CardApplication.UNKNOWN;
    }

    private boolean matches(ByteBuffer bytes, int at, int compared) {
        for (int i = 0; i < compared; i++) {
            if ((bytes.get(at + i) & 0xFF) != Integer.parseInt(beginning, 2 * i, 2 * i + 2, 16)) {
                return false;
            }
        }
        return true;
    }
}
