// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.openpinpad.simulator.card.os.P256Number;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** A key on NIST P-256: ECDSA with a hash as input, ECDH with the x coordinate as output. */
final class EcKey implements CardKey {

    private static final int MIN_HASH = 20;
    private static final int MAX_HASH = 64;

    private final P256Number number;

    private EcKey(P256Number number) {
        this.number = number;
    }

    static EcKey generate() {
        return new EcKey(P256Number.generate());
    }

    /** The key of this private number; empty unless it lies between 1 and the group's order. */
    static Optional<CardKey> of(BigInteger d) {
        return P256Number.of(d).map(EcKey::new);
    }

    static Optional<CardKey> ofNumbers(String numbers) {
        return P256Number.decode(numbers).map(EcKey::new);
    }

    @Override
    public byte[] publicKey() {
        return Tlv.of(0x86, number.point());
    }

    /** r and s, 32 bytes each. */
    @Override
    public Optional<byte[]> sign(byte[] input) {
        if (input.length < MIN_HASH || input.length > MAX_HASH) {
            return Optional.empty();
        }
        BigInteger[] rs = number.sign(input);
        return Optional.of(Tlv.join(
                BigIntegers.asUnsignedByteArray(P256Number.BYTES, rs[0]),
                BigIntegers.asUnsignedByteArray(P256Number.BYTES, rs[1])));
    }

    /** Cipher DO A6 { 7F49 { 86 point } } (§7.2.11). */
    @Override
    public Optional<byte[]> decipher(byte[] input) {
        TlvReader cipher = new TlvReader(input);
        TlvReader template = new TlvReader(cipher.value(0xA6));
        TlvReader publicKey = new TlvReader(template.value(0x7F49));
        byte[] point = publicKey.value(0x86);
        boolean wellFormed = cipher.ok() && template.ok() && publicKey.ok();
        return wellFormed && !cipher.hasMore() ? number.agree(point) : Optional.empty();
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.NIST_P256;
    }

    @Override
    public String numbers() {
        return number.encoded();
    }
}
