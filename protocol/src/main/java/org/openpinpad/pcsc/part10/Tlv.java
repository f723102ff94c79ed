// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;

/** Part 10's TLV lists: one byte of tag, one of length, then the value. */
final class Tlv {

    /** Takes one entry; gives what is wrong with it, or null. */
    interface Visitor {
        String entry(int tag, ByteBuffer value);
    }

    private Tlv() {}

    /** Shows every entry of the remaining bytes to the visitor, up to the first that is wrong. */
    static Decoded<Void> walk(ByteBuffer bytes, Visitor visitor) {
        ByteBuffer from = bytes.slice();
        while (from.hasRemaining()) {
            int start = from.position();
            int tag = from.get() & 0xFF;
            if (!from.hasRemaining()) {
                return new Decoded.Malformed<>(start, "a tag without a length");
            }
            int length = from.get() & 0xFF;
            if (length > from.remaining()) {
                return new Decoded.Malformed<>(
                        start, "an entry of " + length + " bytes with " + from.remaining() + " left");
            }
            String problem = visitor.entry(tag, from.slice(from.position(), length));
            if (problem != null) {
                return new Decoded.Malformed<>(start, problem);
            }
            from.position(from.position() + length);
        }
        return new Decoded.Value<>(null);
    }
}
