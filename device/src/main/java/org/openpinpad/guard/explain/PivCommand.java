// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import org.openpinpad.card.BerValue;
import org.openpinpad.display.Content;
import org.openpinpad.display.KeyAlgorithm;
import org.openpinpad.display.KeyAlgorithm.Name;
import org.openpinpad.display.KeyName;

/** GENERAL AUTHENTICATE of PIV (SP 800-73-4 part 2 §3.2.4, SP 800-78-4 table 6-2). */
final class PivCommand {

    static final int MANAGEMENT = 0x9B;

    private static final int TAG_TEMPLATE = 0x7C;
    private static final int TAG_CHALLENGE = 0x81;
    private static final int TAG_PUBLIC_KEY = 0x85;
    private static final int LONG_LENGTH = 0x80;

    private PivCommand() {}

    static KeyName key(int reference) {
        return switch (reference) {
            case 0x9A -> KeyName.AUTHENTICATION;
            case 0x9C -> KeyName.SIGNATURE;
            case 0x9D -> KeyName.DECRYPTION;
            case 0x9E -> KeyName.CARD_AUTHENTICATION;
            case MANAGEMENT -> KeyName.MANAGEMENT;
            default -> reference >= 0x82 && reference <= 0x95 ? KeyName.RETIRED : KeyName.NUMBERED;
        };
    }

    static KeyAlgorithm algorithm(int identifier) {
        return switch (identifier) {
            case 0x00, 0x03 -> new KeyAlgorithm(Name.TRIPLE_DES, 0);
            case 0x05 -> new KeyAlgorithm(Name.RSA, 3072);
            case 0x06 -> new KeyAlgorithm(Name.RSA, 1024);
            case 0x07 -> new KeyAlgorithm(Name.RSA, 2048);
            case 0x08 -> new KeyAlgorithm(Name.AES, 128);
            case 0x0A -> new KeyAlgorithm(Name.AES, 192);
            case 0x0C -> new KeyAlgorithm(Name.AES, 256);
            case 0x11 -> new KeyAlgorithm(Name.P256, 0);
            case 0x14 -> new KeyAlgorithm(Name.P384, 0);
            case 0x16 -> new KeyAlgorithm(Name.RSA, 4096); // as YubiKeys have it
            case 0xE0 -> new KeyAlgorithm(Name.ED25519, 0);
            case 0xE1 -> new KeyAlgorithm(Name.X25519, 0);
            default -> KeyAlgorithm.UNKNOWN;
        };
    }

    static boolean isRsa(int algorithm) {
        return algorithm(algorithm).name() == Name.RSA;
    }

    static boolean isCurve(int algorithm) {
        return switch (algorithm) {
            case 0x11, 0x14, 0xE0, 0xE1 -> true;
            default -> false;
        };
    }

    /**
     * Whether a curve's key is used for a key agreement: a sound template with the other's public key (85) and no challenge
     * (81), which would be signed, whatever the key is for. Makes no garbage.
     */
    static boolean agreesOnKey(CommandView command) {
        int length = command.bodyLength();
        boolean sound = length > 2 && command.body(0) == TAG_TEMPLATE && command.body(1) == length - 2;
        boolean publicKey = false;
        int at = 2;
        while (sound && at < length) {
            sound = at + 1 < length
                    && command.body(at) != TAG_CHALLENGE
                    && command.body(at + 1) < LONG_LENGTH
                    && at + 2 + command.body(at + 1) <= length;
            publicKey |= command.body(at) == TAG_PUBLIC_KEY;
            at += sound ? 2 + command.body(at + 1) : 0;
        }
        return sound && publicKey;
    }

    /** What is signed: the challenge in the dynamic authentication template. */
    static Content signed(ByteBuffer data) {
        BerValue challenge = BerValue.of(data).child(TAG_TEMPLATE).child(TAG_CHALLENGE);
        return challenge.length() == 0
                ? Content.NOT_KNOWN
                : Digests.of(data.slice(challenge.begin(), challenge.length()));
    }

    /** The tag in a tag list 5C, as GET DATA and PUT DATA have it in front; -1 if there is none. */
    static int listedTag(CommandView command) {
        boolean listed = command.bodyLength() >= 2 && command.body(0) == 0x5C && command.body(1) < LONG_LENGTH;
        int length = listed ? command.body(1) : 0;
        if (length == 0 || length > 3 || length > command.bodyLength() - 2) {
            return -1;
        }
        int tag = 0;
        for (int i = 0; i < length; i++) {
            tag = tag << 8 | command.body(2 + i);
        }
        return tag;
    }
}
