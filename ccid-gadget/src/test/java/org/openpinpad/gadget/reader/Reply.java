// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;

/** A bulk-IN message taken apart by the field table of CCID 1.1 §6.2; {@code b9} is its own byte 9. */
record Reply(int type, int slot, int seq, int icc, int command, int error, int b9, String data) {

    static final int DATA_BLOCK = 0x80;
    static final int SLOT_STATUS = 0x81;
    static final int PARAMETERS = 0x82;
    static final int ESCAPE = 0x83;
    static final int RATE_AND_CLOCK = 0x84;

    static final int ACTIVE = 0;
    static final int INACTIVE = 1;
    static final int ABSENT = 2;

    static final int PROCESSED = 0;
    static final int FAILED = 1;
    static final int TIME_EXTENSION = 2;

    static Reply of(String hex) {
        byte[] bytes = bytes(hex);
        assertTrue(bytes.length >= 10, "an answer has a header: " + hex);
        int dwLength = u8(bytes, 1) | u8(bytes, 2) << 8 | u8(bytes, 3) << 16 | u8(bytes, 4) << 24;
        assertEquals(bytes.length - 10, dwLength, "dwLength of " + hex);
        assertEquals(0, u8(bytes, 7) & 0x3C, "RFU bits of bStatus");
        return new Reply(
                u8(bytes, 0),
                u8(bytes, 5),
                u8(bytes, 6),
                u8(bytes, 7) & 3,
                u8(bytes, 7) >> 6,
                u8(bytes, 8),
                u8(bytes, 9),
                hex.substring(20));
    }

    private static int u8(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    boolean isFinal() {
        return command != TIME_EXTENSION;
    }

    Reply is(int type, int seq) {
        assertEquals(type, this.type, "bMessageType of " + this);
        assertEquals(seq, this.seq, "bSeq of " + this);
        assertEquals(0, slot, "bSlot of " + this);
        return this;
    }

    /** Processed, with the card in this state and these data. */
    Reply ok(int icc, String data) {
        assertEquals(PROCESSED, command, "bmCommandStatus of " + this);
        assertEquals(0, error, "bError of " + this);
        assertEquals(icc, this.icc, "bmICCStatus of " + this);
        assertEquals(data.replace(" ", ""), this.data);
        return this;
    }

    Reply chain(int bChainParameter) {
        assertEquals(bChainParameter, b9, "bChainParameter of " + this);
        return this;
    }

    /** Failed for this reason, without data. */
    Reply failed(int error) {
        assertEquals(FAILED, command, "bmCommandStatus of " + this);
        assertEquals(error, this.error, "bError of " + this);
        assertEquals("", data, "data of " + this);
        return this;
    }

    Reply failed(int icc, int error) {
        failed(error);
        assertEquals(icc, this.icc, "bmICCStatus of " + this);
        return this;
    }

    Reply extension(int icc) {
        assertEquals(TIME_EXTENSION, command, "bmCommandStatus of " + this);
        assertEquals(1, error, "the multiplier is 1");
        assertEquals(icc, this.icc, "bmICCStatus of " + this);
        assertEquals("", data);
        return this;
    }

    @Override
    public String toString() {
        return String.format(
                "%02X slot %d seq %02X icc %d command %d error %02X b9 %02X [%s]",
                type, slot, seq, icc, command, error, b9, data.length() > 80 ? data.length() / 2 + " bytes" : data);
    }
}
