// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.TlvReader;

/** PUT DATA DB 3FFF: a private key from outside in an extended header list 4D (OpenPGP 3.4 §4.4.3.12). */
final class KeyImport {

    private static final int EXTENDED_HEADER_LIST = 0x4D;
    private static final int PRIVATE_KEY_TEMPLATE = 0x7F48;
    private static final int PRIVATE_KEY_DATA = 0x5F48;
    /** Of an RSA key: public exponent and the primes. */
    private static final int E = 0x91;

    private static final int P = 0x92;
    private static final int Q = 0x93;
    /** Of a key on a curve: the private number. */
    private static final int EC_PRIVATE = 0x92;

    private KeyImport() {}

    static Answer put(byte[] body, CardState state) {
        TlvReader outer = new TlvReader(body);
        TlvReader list = new TlvReader(outer.value(EXTENDED_HEADER_LIST));
        Optional<KeyRef> ref = KeyRef.ofCrt(list.tag());
        list.take(list.length()); // 84 01 xx, the key's number, says nothing more
        TlvReader template = new TlvReader(list.value(PRIVATE_KEY_TEMPLATE));
        byte[] data = list.value(PRIVATE_KEY_DATA);
        boolean wellFormed = outer.ok() && !outer.hasMore() && list.ok() && !list.hasMore() && ref.isPresent();
        Optional<CardKey> key = wellFormed
                ? parts(template, data).flatMap(parts -> key(parts, algorithm(state, ref.get())))
                : Optional.empty();
        key.ifPresent(found -> state.putKey(ref.get(), found, true));
        return key.isPresent() ? Answer.OK : Answer.sw(StatusWord.INCORRECT_DATA);
    }

    static Algorithm algorithm(CardState state, KeyRef ref) {
        return Algorithm.parse(state.object(ref.attributesTag()), ref).orElseThrow();
    }

    /** The template holds tags and lengths, the data holds the values without either, in the same order. */
    private static Optional<Map<Integer, BigInteger>> parts(TlvReader template, byte[] data) {
        Map<Integer, Integer> lengths = new LinkedHashMap<>();
        while (template.hasMore()) {
            lengths.put(template.tag(), template.length());
        }
        TlvReader values = new TlvReader(data);
        Map<Integer, BigInteger> parts = new HashMap<>();
        lengths.forEach((tag, length) -> parts.put(tag, new BigInteger(1, values.take(length))));
        return template.ok() && values.ok() && !values.hasMore() ? Optional.of(parts) : Optional.empty();
    }

    private static Optional<CardKey> key(Map<Integer, BigInteger> parts, Algorithm algorithm) {
        BigInteger none = BigInteger.ZERO;
        return switch (algorithm) {
            case RSA_2048 ->
                RsaKey.of(parts.getOrDefault(E, none), parts.getOrDefault(P, none), parts.getOrDefault(Q, none));
            case NIST_P256 -> EcKey.of(parts.getOrDefault(EC_PRIVATE, none));
        };
    }
}
