// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;

/**
 * A run of BER-TLV data objects in a buffer (ISO 7816-4 §5.2.2), read where it lies. Whatever a card sends can be looked
 * into: what is not there, or not sound, is empty.
 */
public record BerValue(ByteBuffer bytes, int begin, int length) {

    private static final int MORE_TAG_BYTES = 0x1F;
    private static final int LONG_LENGTH = 0x80;

    /** The bytes from position to limit. */
    public static BerValue of(ByteBuffer bytes) {
        return new BerValue(bytes, bytes.position(), bytes.remaining());
    }

    /** An unsigned byte of the value. */
    public int at(int index) {
        return bytes.get(begin + index) & 0xFF;
    }

    /** The value of the object with this tag of one byte, where it is the only one; else these objects themselves. */
    public BerValue unwrapped(int tag) {
        BerValue inside = child(tag);
        return inside.length() > 0 ? inside : this;
    }

    /** The value of the first object with this tag of one byte. */
    public BerValue child(int tag) {
        int at = 0;
        while (at + 2 <= length) {
            boolean wanted = at(at) == tag;
            at = behindTag(at);
            int valueLength = at < length ? lengthAt(at) : -1;
            int value = at < length ? at + 1 + lengthBytes(at) : length;
            if (valueLength < 0 || value + valueLength > length) {
                break;
            }
            if (wanted) {
                return new BerValue(bytes, begin + value, valueLength);
            }
            at = value + valueLength;
        }
        return new BerValue(bytes, begin, 0);
    }

    private int behindTag(int tagAt) {
        int at = tagAt;
        if ((at(at) & MORE_TAG_BYTES) == MORE_TAG_BYTES) {
            do {
                at++;
            } while (at < length && at(at) >= LONG_LENGTH);
        }
        return at + 1;
    }

    /** Further bytes of the length field. */
    private int lengthBytes(int at) {
        return at(at) < LONG_LENGTH ? 0 : at(at) - LONG_LENGTH;
    }

    /** The length that is told there; -1 when it is none that a short or extended response could hold. */
    private int lengthAt(int at) {
        return switch (at(at)) {
            case LONG_LENGTH + 1 -> at + 1 < length ? at(at + 1) : -1;
            case LONG_LENGTH + 2 -> at + 2 < length ? at(at + 1) << 8 | at(at + 2) : -1;
            default -> at(at) < LONG_LENGTH ? at(at) : -1;
        };
    }
}
