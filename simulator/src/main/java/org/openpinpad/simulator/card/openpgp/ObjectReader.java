// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.os.ReferenceData;
import org.openpinpad.simulator.card.os.Tlv;

/**
 * What GET DATA finds under each tag (OpenPGP 3.4 §4.4.1): the value, for templates the data objects in it.
 *
 * <p>There is no general feature management 7F74: GnuPG takes its mere presence for a button.
 */
final class ObjectReader {

    /** RID of the FSFE, application 01, version 3.4, manufacturer FFFE (tests), serial number (in which no PIN can be mistaken), RFU. */
    static final String AID = "d2760001240103" + "04" + "fffe" + "00c0ffee" + "0000";

    /** Longest answer to GET CHALLENGE. */
    static final int MAX_CHALLENGE = 256;
    /** Longest login data, URL, private use. */
    static final int MAX_SPECIAL = 255;

    static final int MAX_CERTIFICATE = 2048;

    private final CardState state;
    private final Lengths lengths;

    ObjectReader(CardState state, Lengths lengths) {
        this.state = state;
        this.lengths = lengths;
    }

    /** The value under a tag; empty if the card has no such object. */
    Optional<byte[]> value(int tag) {
        byte[] value = switch (tag) {
            case 0x4F -> Hex.decode(AID);
            case 0x65 -> Tlv.join(tlv(0x5B), tlv(0x5F2D), tlv(0x5F35));
            case 0x6E -> Tlv.join(tlv(0x4F), tlv(0x5F52), tlv(0x7F66), tlv(0x73));
            case 0x73 -> discretionary();
            case 0x7A -> tlv(0x93);
            case 0x93 -> Tlv.bytes(state.signatures() >> 16, state.signatures() >> 8, state.signatures());
            case 0x5F52 -> historicalBytes();
            case 0x7F66 -> lengthInformation();
            case 0xC0 -> extendedCapabilities();
            case 0xC4 -> pinStatus();
            case 0xC5 -> ofAllKeys(KeyRef::fingerprintTag);
            case 0xC6 -> ofAllKeys(KeyRef::caFingerprintTag);
            case 0xCD -> ofAllKeys(KeyRef::dateTag);
            case 0xDE -> keyInformation();
            case 0xFA -> algorithms();
            default -> ObjectWriter.stored(tag) ? state.object(tag) : null;
        };
        return Optional.ofNullable(value);
    }

    /** A data object inside a template; nothing if the card has none. */
    private byte[] tlv(int tag) {
        return value(tag).map(value -> Tlv.of(tag, value)).orElse(new byte[0]);
    }

    /** 73: attributes, PIN status, fingerprints and dates in one. */
    private byte[] discretionary() {
        return Tlv.join(
                tlv(0xC0), tlv(0xC1), tlv(0xC2), tlv(0xC3), tlv(0xC4), tlv(0xC5), tlv(0xC6), tlv(0xCD), tlv(0xDE));
    }

    /** §6: card service data C5 (no EF.DIR, no MF), capabilities, life cycle (05 in use, 03 terminated). */
    byte[] historicalBytes() {
        return Tlv.bytes(
                0x00, 0x31, 0xC5, 0x73, 0xC0, 0x01, lengths.capabilities, state.terminated() ? 0x03 : 0x05, 0x90, 0x00);
    }

    /** 7F66 (§4.1.3.1), absent on a card of short APDUs. */
    private byte[] lengthInformation() {
        byte[] limit = Tlv.of(0x02, Tlv.bytes(Lengths.MAX_APDU >> 8, Lengths.MAX_APDU));
        return lengths == Lengths.EXTENDED ? Tlv.join(limit, limit) : null;
    }

    /** C0 (§4.4.3.7): challenge, import, C4 and attributes changeable, private use; MSE; no messaging, KDF, AES. */
    private static byte[] extendedCapabilities() {
        return Tlv.bytes(
                0x7C,
                0x00,
                MAX_CHALLENGE >> 8,
                MAX_CHALLENGE,
                MAX_CERTIFICATE >> 8,
                MAX_CERTIFICATE,
                MAX_SPECIAL >> 8,
                MAX_SPECIAL,
                0x00,
                0x01);
    }

    private byte[] pinStatus() {
        return Tlv.bytes(
                state.pw1ForSeveralSignatures() ? 1 : 0,
                ReferenceData.MAX_LENGTH,
                ReferenceData.MAX_LENGTH,
                ReferenceData.MAX_LENGTH,
                state.pw1.triesLeft(),
                state.resettingCode.triesLeft(),
                state.pw3.triesLeft());
    }

    private byte[] ofAllKeys(ToIntFunction<KeyRef> tag) {
        List<byte[]> parts = new ArrayList<>();
        for (KeyRef key : KeyRef.values()) {
            parts.add(state.object(tag.applyAsInt(key)));
        }
        return Tlv.join(parts.toArray(byte[][]::new));
    }

    /** DE: 00 no key, 01 generated here, 02 imported. */
    private byte[] keyInformation() {
        byte[] information = new byte[0];
        for (KeyRef ref : KeyRef.values()) {
            CardState.Slot slot = state.keys.get(ref);
            int origin = slot == null ? 0 : slot.imported() ? 2 : 1;
            information = Tlv.join(information, Tlv.bytes(ref.number(), origin));
        }
        return information;
    }

    /** FA: every algorithm of every key. */
    private static byte[] algorithms() {
        List<byte[]> parts = new ArrayList<>();
        for (KeyRef key : KeyRef.values()) {
            for (Algorithm algorithm : Algorithm.values()) {
                parts.add(Tlv.of(key.attributesTag(), algorithm.attributes(key)));
            }
        }
        return Tlv.join(parts.toArray(byte[][]::new));
    }
}
