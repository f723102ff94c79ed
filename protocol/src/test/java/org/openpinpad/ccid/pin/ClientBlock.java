// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.pin;

import static org.openpinpad.ccid.Vectors.bytes;

import java.util.Arrays;
import java.util.List;
import org.openpinpad.ccid.Vectors;

/** A client's PC/SC part 10 structure, and what libccid makes of it: abData of PC_to_RDR_Secure. */
record ClientBlock(String name, boolean modification, String hex) {

    static List<ClientBlock> all() {
        return Vectors.table(ClientBlock.class, "client-blocks.hex").entrySet().stream()
                .map(row -> new ClientBlock(
                        row.getKey(),
                        row.getValue().get(0).equals("M"),
                        row.getValue().get(1)))
                .toList();
    }

    static ClientBlock named(String name) {
        return all().stream()
                .filter(block -> block.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    byte[] structure() {
        return bytes(hex);
    }

    /** ulDataLength, which must be the APDU's: else libccid refuses the block. */
    int apduLength() {
        int at = modification ? 20 : 15;
        byte[] structure = structure();
        return (structure[at] & 0xFF) | (structure[at + 1] & 0xFF) << 8;
    }

    byte[] apdu() {
        byte[] structure = structure();
        return Arrays.copyOfRange(structure, modification ? 24 : 19, structure.length);
    }

    /** libccid drops bTimeOut2 and ulDataLength, puts bPINOperation in front, and leaves out indices not asked for. */
    byte[] abData() {
        return modification ? modify() : verify();
    }

    private byte[] verify() {
        byte[] structure = structure();
        byte[] head = new byte[15];
        head[0] = 0;
        head[1] = structure[0];
        System.arraycopy(structure, 2, head, 2, 13);
        return concat(head, apdu());
    }

    private byte[] modify() {
        int numberMessage = structure()[11] & 0xFF;
        int indexes = numberMessage == 0 ? 1 : numberMessage < 3 ? 2 : 3;
        return withIndexes(indexes);
    }

    /** The block with so many bMsgIndex on the wire: what other hosts send. */
    byte[] withIndexes(int indexes) {
        byte[] structure = structure();
        byte[] head = new byte[14 + indexes + 3];
        head[0] = 1;
        head[1] = structure[0];
        System.arraycopy(structure, 2, head, 2, 12 + indexes);
        System.arraycopy(structure, 17, head, 14 + indexes, 3);
        return concat(head, apdu());
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    @Override
    public String toString() {
        return name;
    }
}
