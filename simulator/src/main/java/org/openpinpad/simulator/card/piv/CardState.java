// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openpinpad.simulator.card.os.KeptState;
import org.openpinpad.simulator.card.os.ReferenceData;

/** All that the card keeps without power: PIN, PUK, keys, containers. */
final class CardState implements KeptState {

    /** As new cards have it of old, public by nature: the PIN 123456 padded (SP 800-73-4 part 2 §2.4.3), the PUK. */
    private static final String DEFAULT_PIN = "123456\u00FF\u00FF";

    private static final String DEFAULT_PUK = "12345678";

    private static final int SERIAL_LENGTH = 4;

    final ReferenceData pin = new ReferenceData(DEFAULT_PIN.length());
    final ReferenceData puk = new ReferenceData(DEFAULT_PUK.length());

    private final Map<KeyReference, PivKey> keys = new EnumMap<>(KeyReference.class);
    private final Map<Integer, byte[]> objects = new TreeMap<>();
    private ManagementKey managementKey = ManagementKey.DEFAULT;
    private byte[] serialNumber = {};
    /** The key 9A and its certificate are still to be made: that takes a second, and not every run needs them. */
    private boolean firstKeyDue;

    private boolean changed;

    /** A card with nothing on it, to be filled from a file. */
    static CardState empty() {
        return new CardState();
    }

    /** A card as its user gets it: usable at once, with identifiers of its own. */
    static CardState delivered() {
        CardState state = new CardState();
        set(state.pin, DEFAULT_PIN);
        set(state.puk, DEFAULT_PUK);
        byte[] guid = Delivery.guid();
        state.serialNumber = Arrays.copyOf(guid, SERIAL_LENGTH);
        state.objects.put(Container.CARD_HOLDER_UNIQUE_IDENTIFIER, Delivery.cardHolderUniqueIdentifier(guid));
        state.objects.put(Container.CARD_CAPABILITY, Delivery.cardCapability(guid));
        state.firstKeyDue = true;
        state.changed = true;
        return state;
    }

    private static void set(ReferenceData reference, String value) {
        reference.set(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)), 0, value.length());
    }

    Optional<PivKey> key(KeyReference reference) {
        if (reference == KeyReference.PIV_AUTHENTICATION) {
            makeFirstKey();
        }
        return Optional.ofNullable(keys.get(reference));
    }

    void key(KeyReference reference, PivKey key) {
        if (reference == KeyReference.PIV_AUTHENTICATION) {
            firstKeyDue = false; // It would be replaced at once.
        }
        keys.put(reference, key);
        changed = true;
    }

    /** The keys that have been made. */
    Map<KeyReference, PivKey> keys() {
        return keys;
    }

    Optional<byte[]> object(int tag) {
        if (tag == KeyReference.PIV_AUTHENTICATION.certificateTag) {
            makeFirstKey();
        }
        return Optional.ofNullable(objects.get(tag));
    }

    /** Fills a container; nothing empties it. */
    void object(int tag, byte[] value) {
        if (tag == KeyReference.PIV_AUTHENTICATION.certificateTag) {
            makeFirstKey();
        }
        if (value.length == 0) {
            objects.remove(tag);
        } else {
            objects.put(tag, value);
        }
        changed = true;
    }

    /** The containers that have been filled. */
    Map<Integer, byte[]> objects() {
        return objects;
    }

    private void makeFirstKey() {
        if (firstKeyDue) {
            PivKey key = PivKey.generate(Algorithm.RSA_2048);
            key(KeyReference.PIV_AUTHENTICATION, key);
            objects.put(KeyReference.PIV_AUTHENTICATION.certificateTag, Delivery.certificate((PivKey.Rsa) key));
        }
    }

    boolean firstKeyDue() {
        return firstKeyDue;
    }

    void firstKeyDue(boolean due) {
        firstKeyDue = due;
    }

    ManagementKey managementKey() {
        return managementKey;
    }

    void managementKey(ManagementKey key) {
        managementKey = key;
        changed = true;
    }

    byte[] serialNumber() {
        return serialNumber;
    }

    void serialNumber(byte[] number) {
        serialNumber = number.clone();
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
