// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.io.ByteArrayOutputStream;

/** Writes BER-TLV data objects (ISO 7816-4 §6.3). */
public final class Tlv {

    private Tlv() {}

    /** One data object with the parts as its value; tags of one or two bytes, lengths up to 65 535. */
    public static byte[] of(int tag, byte[]... parts) {
        byte[] value = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 5);
        if (tag > 0xFF) {
            out.write(tag >> 8);
        }
        out.write(tag);
        if (value.length > 0xFF) {
            out.write(0x82);
            out.write(value.length >> 8);
        } else if (value.length > 0x7F) {
            out.write(0x81);
        }
        out.write(value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Numbers as bytes, to write constants without casts. */
    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
