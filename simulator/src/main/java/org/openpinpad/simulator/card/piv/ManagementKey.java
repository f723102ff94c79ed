// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.encoders.Hex;

/** The PIV Card Application Administration Key 9B (SP 800-73-4 part 1 table 4b): it allows writing. */
final class ManagementKey {

    /** Both algorithms take as many bytes. */
    static final int BYTES = 24;

    /** SP 800-78-4 table 6-2. */
    enum Cipher {
        TDES(0x03),
        AES_192(0x0A);

        final int identifier;

        Cipher(int identifier) {
            this.identifier = identifier;
        }

        static Optional<Cipher> of(int identifier) {
            int usual = identifier == 0x00 ? TDES.identifier : identifier; // Table 6-2 has two names for 3DES.
            return Arrays.stream(values())
                    .filter(known -> known.identifier == usual)
                    .findFirst();
        }

        private BlockCipher engine() {
            return this == TDES ? new DESedeEngine() : AESEngine.newInstance();
        }
    }

    /** What new cards have of old, public by nature: 0102030405060708 three times, for 3DES. */
    static final ManagementKey DEFAULT = new ManagementKey(Cipher.TDES, Hex.decode("0102030405060708".repeat(3)));

    private final Cipher cipher;
    private final byte[] key;

    private ManagementKey(Cipher cipher, byte[] key) {
        this.cipher = cipher;
        this.key = key;
    }

    /** Empty if the length is wrong. */
    static Optional<ManagementKey> of(Cipher cipher, byte[] key) {
        return key.length == BYTES ? Optional.of(new ManagementKey(cipher, key.clone())) : Optional.empty();
    }

    Cipher cipher() {
        return cipher;
    }

    /** Length of a challenge or witness: one block. */
    int blockBytes() {
        return cipher.engine().getBlockSize();
    }

    byte[] encrypt(byte[] block) {
        BlockCipher engine = cipher.engine();
        engine.init(true, new KeyParameter(key));
        byte[] out = new byte[block.length];
        engine.processBlock(block, 0, out, 0);
        return out;
    }

    /** For the state file. */
    String encoded() {
        return cipher + ":" + Hex.toHexString(key);
    }

    /** The reverse of {@link #encoded()}. */
    static Optional<ManagementKey> decode(String encoded) {
        String[] parts = encoded.split(":", -1);
        return parts.length == 2 ? of(Cipher.valueOf(parts[0]), Hex.decode(parts[1])) : Optional.empty();
    }
}
