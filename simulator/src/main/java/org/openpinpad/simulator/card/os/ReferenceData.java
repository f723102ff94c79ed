// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.StatusWord;

/**
 * One PIN that the card compares with (OpenPGP 3.4 §4.2): its length, a salt, SHA-256 of salt and PIN, and the tries.
 *
 * <p>What the host sends is read byte by byte from the buffer that it lies in and never copied: the buffer may be the
 * firmware's locked page.
 */
public final class ReferenceData {

    public static final int MAX_TRIES = 3;
    public static final int MAX_LENGTH = 127;

    private static final int SALT_LENGTH = 16;

    private final int minLength;
    private final SHA256Digest digest = new SHA256Digest();
    private final SecureRandom random = new SecureRandom();
    private final byte[] salt = new byte[SALT_LENGTH];
    private final byte[] hash = new byte[digest.getDigestSize()];
    /** 0 while there is no such PIN. */
    private int length;

    private int triesLeft;

    public ReferenceData(int minLength) {
        this.minLength = minLength;
    }

    public int length() {
        return length;
    }

    public int triesLeft() {
        return triesLeft;
    }

    public boolean accepts(int newLength) {
        return newLength >= minLength && newLength <= MAX_LENGTH;
    }

    /** Takes the bytes of the buffer as the PIN from now on, with all tries. */
    public void set(ByteBuffer buffer, int offset, int count) {
        random.nextBytes(salt);
        hash(buffer, offset, count, hash);
        length = count;
        triesLeft = MAX_TRIES;
    }

    /** No PIN from now on: nothing matches. */
    public void clear() {
        length = 0;
        triesLeft = 0;
        Arrays.clear(hash);
    }

    /** Compares, at the cost of a try (ISO 7816-4 §11.6.6): 9000, 63Cx or 6983. */
    public int verify(ByteBuffer buffer, int offset, int count) {
        if (triesLeft == 0) {
            return StatusWord.AUTHENTICATION_METHOD_BLOCKED;
        }
        triesLeft--;
        byte[] candidate = new byte[hash.length];
        hash(buffer, offset, Math.min(count, MAX_LENGTH), candidate);
        if (count != length || !Arrays.constantTimeAreEqual(hash, candidate)) {
            return StatusWord.TRIES_LEFT | triesLeft;
        }
        triesLeft = MAX_TRIES;
        return StatusWord.OK;
    }

    private void hash(ByteBuffer buffer, int offset, int count, byte[] out) {
        for (byte b : salt) {
            digest.update(b);
        }
        for (int i = offset; i < offset + count; i++) {
            digest.update(buffer.get(i));
        }
        digest.doFinal(out, 0); // Resets the digest too, which clears the last block's words.
    }

    /** For the state file. */
    public String encoded() {
        return triesLeft + ":" + length + ":" + Hex.toHexString(salt) + ":" + Hex.toHexString(hash);
    }

    /** Takes over what {@link #encoded()} wrote; false, without effect, if it did not. */
    public boolean restore(String encoded) {
        if (!encoded.matches("[0-3]:[0-9]{1,3}:[0-9a-f]{32}:[0-9a-f]{64}")) {
            return false;
        }
        String[] parts = encoded.split(":", -1);
        int savedLength = Integer.parseInt(parts[1]);
        if (savedLength > MAX_LENGTH) {
            return false;
        }
        triesLeft = Integer.parseInt(parts[0]);
        length = savedLength;
        System.arraycopy(Hex.decode(parts[2]), 0, salt, 0, salt.length);
        System.arraycopy(Hex.decode(parts[3]), 0, hash, 0, hash.length);
        return true;
    }
}
