// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.openpinpad.display.Content;
import org.openpinpad.display.Content.Hash;
import org.openpinpad.display.Content.Kind;

/** Finds a digest in what is to be signed: DigestInfo (RFC 8017 §9.2), with PKCS #1 v1.5 padding or without. */
final class Digests {

    /** The algorithm's object identifier as in the DigestInfo, without tag and length. */
    private static final Map<String, Hash> BY_OID = Map.ofEntries(
            Map.entry("2A864886F70D0205", Hash.MD5),
            Map.entry("2B0E03021A", Hash.SHA_1),
            Map.entry("2B24030201", Hash.RIPEMD_160),
            Map.entry("608648016503040204", Hash.SHA_224),
            Map.entry("608648016503040201", Hash.SHA_256),
            Map.entry("608648016503040202", Hash.SHA_384),
            Map.entry("608648016503040203", Hash.SHA_512),
            Map.entry("608648016503040208", Hash.SHA3_256),
            Map.entry("608648016503040209", Hash.SHA3_384),
            Map.entry("60864801650304020A", Hash.SHA3_512));

    private static final int SEQUENCE = 0x30;
    private static final int OID = 0x06;
    private static final int NULL = 0x05;
    private static final int OCTET_STRING = 0x04;
    private static final int PADDING = 0xFF;
    private static final int PADDING_MIN = 8;

    private Digests() {}

    /** What is signed. */
    static Content of(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return Content.NONE;
        }
        Content inside = digestInfo(data, unpadded(data));
        return inside != null ? inside : bytes(Kind.BYTES, Hash.UNKNOWN, data, data.position(), data.remaining());
    }

    /** Where the DigestInfo would begin behind 00 01 FF..FF 00 or 01 FF..FF 00; the first byte when there is no padding. */
    private static int unpadded(ByteBuffer data) {
        int begin = data.position();
        int at = begin;
        if (u8(data, at) == 0) {
            at++;
        }
        if (at >= data.limit() || u8(data, at) != 1) {
            return begin;
        }
        int first = ++at;
        while (at < data.limit() && u8(data, at) == PADDING) {
            at++;
        }
        boolean padded = at - first >= PADDING_MIN && at < data.limit() && u8(data, at) == 0;
        return padded ? at + 1 : begin;
    }

    /** SEQUENCE { SEQUENCE { OID, NULL or nothing }, OCTET STRING }, to the last byte; null if it is not that. */
    private static Content digestInfo(ByteBuffer data, int begin) {
        int end = data.limit();
        int algorithm = value(data, begin, end, SEQUENCE);
        if (algorithm < 0 || algorithm + u8(data, algorithm - 1) != end) {
            return null;
        }
        int oid = value(data, value(data, algorithm, end, SEQUENCE), end, OID);
        if (oid < 0) {
            return null;
        }
        int algorithmEnd = algorithm + 2 + u8(data, algorithm + 1);
        int oidEnd = oid + u8(data, oid - 1);
        boolean parameters = oidEnd == algorithmEnd
                || (oidEnd + 2 == algorithmEnd && u8(data, oidEnd) == NULL && u8(data, oidEnd + 1) == 0);
        int digest = value(data, algorithmEnd, end, OCTET_STRING);
        if (!parameters || digest < 0 || digest + u8(data, digest - 1) != end) {
            return null;
        }
        byte[] name = new byte[oidEnd - oid];
        data.get(oid, name);
        Hash hash = BY_OID.get(HexFormat.of().withUpperCase().formatHex(name));
        return hash == null ? null : bytes(Kind.DIGEST, hash, data, digest, end - digest);
    }

    /** Index of the value of an object with this tag and a length of one byte; -1 if there is none. */
    private static int value(ByteBuffer data, int at, int end, int tag) {
        boolean there = at >= 0 && at + 2 <= end && u8(data, at) == tag && u8(data, at + 1) < 0x80;
        return there && at + 2 + u8(data, at + 1) <= end ? at + 2 : -1;
    }

    private static Content bytes(Kind kind, Hash hash, ByteBuffer data, int at, int length) {
        int first = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            first = first << 8 | (i < length ? u8(data, at + i) : 0);
        }
        return new Content(kind, hash, length, first);
    }

    private static int u8(ByteBuffer data, int index) {
        return data.get(index) & 0xFF;
    }
}
