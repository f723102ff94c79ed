// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.util.Arrays;

/**
 * Reads BER-TLV (ISO 7816-4 §6.3) piece by piece from a host's bytes.
 *
 * <p>The first thing that does not fit makes the reader fail for good: every later piece is empty, {@link #ok()} is false.
 */
public final class TlvReader {

    private final byte[] bytes;
    private int position;
    private boolean failed;

    public TlvReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean ok() {
        return !failed;
    }

    public boolean hasMore() {
        return !failed && position < bytes.length;
    }

    /** A tag of one or two bytes; -1 on failure. */
    public int tag() {
        int first = octet();
        return (first & 0x1F) == 0x1F && !failed ? first << 8 | octet() : first;
    }

    /** A length of one to three bytes; 0 on failure. */
    public int length() {
        int first = octet();
        return switch (first) {
            case 0x81 -> Math.max(0, octet());
            case 0x82 -> Math.max(0, octet() << 8 | octet());
            default -> {
                failed |= first > 0x7F;
                yield failed ? 0 : first;
            }
        };
    }

    public byte[] take(int count) {
        if (failed || count > bytes.length - position) {
            failed = true;
            return new byte[0];
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    /** The value of the next data object, which must have this tag. */
    public byte[] value(int expectedTag) {
        failed |= tag() != expectedTag;
        return take(length());
    }

    private int octet() {
        if (failed || position == bytes.length) {
            failed = true;
            return -1;
        }
        return bytes[position++] & 0xFF;
    }
}
