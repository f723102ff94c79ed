// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.openpinpad.simulator.card.os.KeptState;
import org.openpinpad.simulator.card.os.ReferenceData;
import org.openpinpad.simulator.card.os.Tlv;

/** All that the card keeps without power: PINs, keys, data objects, counter, life cycle. */
final class CardState implements KeptState {

    /** Defaults of OpenPGP 3.4 §4.2, public by nature. */
    private static final String DEFAULT_PW1 = "123456";

    private static final String DEFAULT_PW3 = "12345678";

    /** Cardholder certificates are three objects of one tag: this times the occurrence is added to the tag. */
    static final int OCCURRENCE = 0x1_0000;

    static final int CERTIFICATES = 3;

    private static final byte[] EMPTY = {};

    /** A key and whether it came from outside (key information DE, OpenPGP 3.4 §4.4.3.8). */
    record Slot(CardKey key, boolean imported) {}

    final ReferenceData pw1 = new ReferenceData(6);
    final ReferenceData resettingCode = new ReferenceData(8);
    final ReferenceData pw3 = new ReferenceData(8);
    final Map<KeyRef, Slot> keys = new EnumMap<>(KeyRef.class);

    private final Map<Integer, byte[]> objects = new TreeMap<>();
    private boolean terminated;
    private boolean pw1ForSeveralSignatures;
    private int signatures;
    private boolean changed;

    CardState() {
        factoryReset();
    }

    /** The state a card is delivered in. */
    void factoryReset() {
        setDefault(pw1, DEFAULT_PW1);
        setDefault(pw3, DEFAULT_PW3);
        resettingCode.clear();
        keys.clear();
        objects.clear();
        put(0x5F2D, "en".getBytes(StandardCharsets.US_ASCII));
        put(0x5F35, Tlv.bytes(0x39)); // ISO 5218: not announced
        for (KeyRef key : KeyRef.values()) {
            put(key.attributesTag(), Algorithm.RSA_2048.attributes(key));
            clearFacts(key);
            put(key.caFingerprintTag(), new byte[20]);
        }
        terminated = false;
        pw1ForSeveralSignatures = false;
        signatures = 0;
        changed = true;
    }

    private static void setDefault(ReferenceData reference, String pin) {
        reference.set(ByteBuffer.wrap(pin.getBytes(StandardCharsets.US_ASCII)), 0, pin.length());
    }

    /** Fingerprint and date of a key that is no more. */
    void clearFacts(KeyRef key) {
        put(key.fingerprintTag(), new byte[20]);
        put(key.dateTag(), new byte[4]);
    }

    byte[] object(int tag) {
        return objects.getOrDefault(tag, EMPTY);
    }

    void put(int tag, byte[] value) {
        if (value.length == 0) {
            objects.remove(tag);
        } else {
            objects.put(tag, value);
        }
        changed = true;
    }

    Map<Integer, byte[]> objects() {
        return objects;
    }

    /** A new key in its place; the signature counter counts for one key only (§4.4.3.4). */
    void putKey(KeyRef ref, CardKey key, boolean imported) {
        keys.put(ref, new Slot(key, imported));
        if (ref == KeyRef.SIGNATURE) {
            signatures = 0;
        }
        changed = true;
    }

    boolean terminated() {
        return terminated;
    }

    void terminated(boolean now) {
        terminated = now;
        changed = true;
    }

    /** First byte of C4: PW1 (81) serves more than one PSO:CDS. */
    boolean pw1ForSeveralSignatures() {
        return pw1ForSeveralSignatures;
    }

    void pw1ForSeveralSignatures(boolean now) {
        pw1ForSeveralSignatures = now;
        changed = true;
    }

    /** Signature counter 93, 24 bits. */
    int signatures() {
        return signatures;
    }

    void signatures(int count) {
        signatures = Math.min(count, 0xFF_FFFF);
        changed = true;
    }

    /** Something outside the setters changed: a PIN, its tries. */
    void touch() {
        changed = true;
    }

    @Override
    public boolean changed() {
        return changed;
    }

    @Override
    public String text() {
        return StateText.write(this);
    }

    @Override
    public void saved() {
        changed = false;
    }
}
