// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.openpinpad.endtoend.vm.Checks.check;
import static org.openpinpad.endtoend.vm.Checks.require;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends a reader what no decent host sends, and demands CCID's own answer to it and a reader that goes on:
 * {@code RawCcidErrors VID:PID}.
 */
final class RawCcidErrors {
    private static final int BAD_LENGTH = 1; // offset of dwLength, CCID 1.1 §6.2.6
    private static final int BAD_SLOT = 5; // offset of bSlot
    private static final int NOT_SUPPORTED = 0;
    private static final int FAILED = 0x40;

    private final RawUsbDevice device;
    private final RawCcid reader;

    private RawCcidErrors(RawUsbDevice device) {
        this.device = device;
        reader = new RawCcid(device);
    }

    public static void main(String... arguments) throws IOException {
        try (RawUsbDevice device = RawUsbDevice.open(arguments[0])) {
            RawCcidErrors errors = new RawCcidErrors(device);
            errors.reader.powerOn();
            errors.run();
        }
    }

    private void run() {
        ByteBuffer unknown = RawCcid.message(0x99, 11);
        check("unknown message type", () -> refused(unknown, RawCcid.SLOT_STATUS, NOT_SUPPORTED));

        ByteBuffer slot1 = RawCcid.message(RawCcid.GET_SLOT_STATUS, 12).put(5, (byte) 1);
        check("slot 1", () -> refused(slot1, RawCcid.SLOT_STATUS, BAD_SLOT));

        ByteBuffer truncated = xfrBlock(13, 15).putInt(1, 20);
        check("truncated frame", () -> refused(truncated, RawCcid.DATA_BLOCK, BAD_LENGTH));

        ByteBuffer overlong = xfrBlock(14, 15).putInt(1, 10);
        check("overlong frame", () -> refused(overlong, RawCcid.DATA_BLOCK, BAD_LENGTH));

        ByteBuffer unwanted = RawCcid.message(RawCcid.GET_SLOT_STATUS, 15, new byte[5]);
        check("dwLength not of the type", () -> refused(unwanted, RawCcid.SLOT_STATUS, BAD_LENGTH));

        ByteBuffer endless = xfrBlock(16, 15).putInt(1, -1);
        check("dwLength of 4 GiB", () -> refused(endless, RawCcid.DATA_BLOCK, BAD_LENGTH));

        ByteBuffer huge = xfrBlock(17, 70_001);
        check("frame above dwMaxCCIDMessageLength", () -> refused(huge, RawCcid.DATA_BLOCK, BAD_LENGTH));

        check("half a header", () -> {
            device.write(RawCcid.message(RawCcid.GET_SLOT_STATUS, 18).limit(7));
            device.drain(500); // CCID leaves open whether there is an answer
            alive();
        });
    }

    private static ByteBuffer xfrBlock(int sequence, int length) {
        byte[] data = new byte[length];
        data[1] = (byte) 0xee;
        return RawCcid.message(RawCcid.XFR_BLOCK, sequence, data);
    }

    private void refused(ByteBuffer message, int replyType, int error) throws IOException {
        ByteBuffer answer = reader.exchange(message);
        String text = RawCcid.hex(answer);
        require(answer.get(0) == (byte) replyType, "wrong type of answer: " + text);
        require(answer.limit() == RawCcid.HEADER && answer.getInt(1) == 0, "an error with data: " + text);
        require(answer.get(5) == message.get(5) && answer.get(6) == message.get(6), "wrong bSlot or bSeq: " + text);
        require((answer.get(7) & 0xc0) == FAILED, "not a failure: " + text);
        require(answer.get(8) == (byte) error, "wrong bError: " + text);
        alive();
    }

    private void alive() throws IOException {
        ByteBuffer answer = reader.exchange(RawCcid.message(RawCcid.GET_SLOT_STATUS, 99));
        String text = RawCcid.hex(answer);
        boolean good = answer.get(0) == (byte) RawCcid.SLOT_STATUS && answer.get(6) == 99 && answer.get(7) == 0;
        require(good, "GetSlotStatus afterwards: " + text);
    }
}
