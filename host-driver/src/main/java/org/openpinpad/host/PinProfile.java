// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.util.HexFormat;

/** What is known of the PINs of well-known card applications: identifier, references, lengths, format. */
public enum PinProfile {

    /** OpenPGP card 3.4 §4.3.1: PW1 for signing (81) and for everything else (82), PW3 of the administrator (83). */
    OPENPGP {
        @Override
        public PinRequestBuilder request(int reference) {
            PinRequestBuilder pin = switch (reference) {
                case 0x81 ->
                    PinRequest.builder(reference)
                            .purpose("OpenPGP signature PIN")
                            .digits(6, 32);
                case 0x82 ->
                    PinRequest.builder(reference).purpose("OpenPGP user PIN").digits(6, 32);
                case 0x83 ->
                    PinRequest.builder(reference).purpose("OpenPGP admin PIN").digits(8, 32);
                default -> throw new IllegalArgumentException("an OpenPGP card has the PINs 81, 82 and 83");
            };
            return pin.application(HexFormat.of().parseHex("D27600012401"));
        }
    },

    /** A card of which nothing is known: the caller says everything. */
    GENERIC {
        @Override
        public PinRequestBuilder request(int reference) {
            return PinRequest.builder(reference).purpose("PIN %02X".formatted(reference & 0xFF));
        }
    };

    /**
     * A request with everything that the profile knows.
     *
     * @param reference P2 of VERIFY
     * @throws IllegalArgumentException when the application has no such PIN
     */
    public abstract PinRequestBuilder request(int reference);
}
