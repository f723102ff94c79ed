// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.LittleEndian;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;

/**
 * What libccid's serial driver (libccidtwin 1.5, GemPCPinPad) asks of a reader beyond CCID: a few escape commands of the
 * GemPC family, which are answered here and never reach our reader.
 */
final class GemPcPersonality {
    /** GET FIRMWARE: the driver takes any text as proof that a reader is there. */
    private static final int GET_FIRMWARE = 0x02;
    /** 01 01 01: report card movements between a command's echo and its answer, as we do anyway. */
    private static final int SET_MODE = 0x01;
    /** GET FIRMWARE FEATURES: an answer of unexpected length means "none". */
    private static final int GET_FIRMWARE_FEATURES = 0x6A;
    /** Texts for the reader's display, from the PC: not taken, because the display shows only our own. */
    private static final int LOAD_STRINGS = 0xB2;
    /** Sent if the administrator asks the driver to; there is nothing to switch off. */
    private static final int SET_RETRY_COUNTER = 0xB5;

    /** A request for more time: one byte of 80h to FFh between frames, whose value the driver does not look at. */
    static final byte TIME_REQUEST = (byte) 0x80;

    private static final byte[] FIRMWARE = "OpenPinpad".getBytes(StandardCharsets.US_ASCII);
    private static final int SLOT = 0;

    private GemPcPersonality() {}

    /** The answer to an escape command of the family; nothing when the message is the reader's. */
    static Optional<RdrToPc> answer(ByteBuffer message) {
        int escape = escape(message);
        return switch (escape) {
            case GET_FIRMWARE -> Optional.of(reply(message, ByteBuffer.wrap(FIRMWARE)));
            case SET_MODE, GET_FIRMWARE_FEATURES, LOAD_STRINGS, SET_RETRY_COUNTER ->
                Optional.of(reply(message, PcToRdr.NO_DATA));
            default -> Optional.empty();
        };
    }

    /** What is sent back before the answer: the message, unless that is longer than the driver's room for the answer. */
    static ByteBuffer echo(ByteBuffer message) {
        if (escape(message) != LOAD_STRINGS) {
            return message.duplicate();
        }
        ByteBuffer header = ByteBuffer.allocate(Header.LENGTH);
        new PcToRdr.Escape(SLOT, LittleEndian.u8(message, message.position() + Header.SEQ), PcToRdr.NO_DATA)
                .write(header);
        return header.flip();
    }

    /** First byte of an escape command to our slot; -1 for all else. */
    private static int escape(ByteBuffer message) {
        return PcToRdr.parse(message) instanceof PcToRdr.Escape escape
                        && escape.slot() == SLOT
                        && escape.data().hasRemaining()
                ? LittleEndian.u8(escape.data(), 0)
                : -1;
    }

    private static RdrToPc reply(ByteBuffer message, ByteBuffer data) {
        int seq = LittleEndian.u8(message, message.position() + Header.SEQ);
        // Nobody reads the card's state here, and this class does not know it.
        int status = RdrToPc.status(CommandStatus.PROCESSED, IccStatus.ABSENT);
        return new RdrToPc.Escape(SLOT, seq, status, 0, data);
    }
}
