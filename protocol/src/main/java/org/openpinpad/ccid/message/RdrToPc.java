// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.ccid.message.LittleEndian.u32;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/** The five bulk-IN messages (CCID 1.1 §6.2), and what arrived that is none of them. */
public sealed interface RdrToPc {

    int slot();

    int seq();

    /** bStatus (§6.2.6): bits 0-1 {@link IccStatus}, bits 6-7 {@link CommandStatus}. */
    int status();

    /** bError: a {@link SlotError}, or the multiplier of a time extension. */
    int error();

    /** bMessageType. */
    int messageType();

    /** Byte 9 of the header. */
    default int specific() {
        return 0;
    }

    /** What stands behind the header. */
    default ByteBuffer data() {
        return PcToRdr.NO_DATA;
    }

    default IccStatus iccStatus() {
        return IccStatus.ofStatus(status());
    }

    default CommandStatus commandStatus() {
        return CommandStatus.ofStatus(status());
    }

    /** §6.2.1. bChainParameter is a {@link ChainParameter}. */
    record DataBlock(int slot, int seq, int status, int error, int chainParameter, ByteBuffer data) implements RdrToPc {
        public static final int TYPE = 0x80;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return chainParameter;
        }
    }

    /** §6.2.2. bClockStatus: 0 running, 1 stopped low, 2 stopped high, 3 stopped somewhere. */
    record SlotStatus(int slot, int seq, int status, int error, int clockStatus) implements RdrToPc {
        public static final int TYPE = 0x81;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return clockStatus;
        }
    }

    /** §6.2.3. */
    record Parameters(int slot, int seq, int status, int error, int protocolNum, ByteBuffer data) implements RdrToPc {
        public static final int TYPE = 0x82;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return protocolNum;
        }
    }

    /** §6.2.4. */
    record Escape(int slot, int seq, int status, int error, ByteBuffer data) implements RdrToPc {
        public static final int TYPE = 0x83;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.2.5. kHz and bit/s; no data when the command failed. */
    record DataRateAndClockFrequency(int slot, int seq, int status, int error, ByteBuffer data) implements RdrToPc {
        public static final int TYPE = 0x84;

        public long clockFrequency() {
            return u32(data, data.position());
        }

        public long dataRate() {
            return u32(data, data.position() + 4);
        }

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** A frame whose length is not what dwLength says, or whose type is unknown. */
    record Malformed(int messageType, int slot, int seq, int status, int error) implements RdrToPc {}

    /** The type that answers a command, whether it succeeds or fails (§6.1 and §6.2); an unknown one gets a SlotStatus. */
    static int answerTo(int commandType) {
        return switch (commandType) {
            case PcToRdr.IccPowerOn.TYPE, PcToRdr.XfrBlock.TYPE, PcToRdr.Secure.TYPE -> DataBlock.TYPE;
            case PcToRdr.GetParameters.TYPE, PcToRdr.ResetParameters.TYPE, PcToRdr.SetParameters.TYPE ->
                Parameters.TYPE;
            case PcToRdr.Escape.TYPE -> Escape.TYPE;
            case PcToRdr.SetDataRateAndClockFrequency.TYPE -> DataRateAndClockFrequency.TYPE;
            default -> SlotStatus.TYPE;
        };
    }

    /** bStatus from its two parts. */
    static int status(CommandStatus command, IccStatus icc) {
        return command.code() << 6 | icc.code();
    }

    /** Reads the frame from position to limit. Never throws. */
    static RdrToPc parse(ByteBuffer frame) {
        int at = frame.position();
        int length = frame.remaining();
        if (length < Header.LENGTH) {
            return new Malformed(length > 0 ? u8(frame, at) : 0, 0, 0, 0, 0);
        }
        int type = u8(frame, at);
        int slot = u8(frame, at + Header.SLOT);
        int seq = u8(frame, at + Header.SEQ);
        int status = u8(frame, at + 7);
        int error = u8(frame, at + 8);
        int b9 = u8(frame, at + 9);
        if (Header.dwLength(frame) != length - Header.LENGTH) {
            return new Malformed(type, slot, seq, status, error);
        }
        ByteBuffer data = frame.slice(at + Header.LENGTH, length - Header.LENGTH);
        return switch (type) {
            case DataBlock.TYPE -> new DataBlock(slot, seq, status, error, b9, data);
            case SlotStatus.TYPE ->
                data.hasRemaining()
                        ? new Malformed(type, slot, seq, status, error)
                        : new SlotStatus(slot, seq, status, error, b9);
            case Parameters.TYPE -> new Parameters(slot, seq, status, error, b9, data);
            case Escape.TYPE -> new Escape(slot, seq, status, error, data);
            case DataRateAndClockFrequency.TYPE ->
                data.remaining() == 8 || !data.hasRemaining()
                        ? new DataRateAndClockFrequency(slot, seq, status, error, data)
                        : new Malformed(type, slot, seq, status, error);
            default -> new Malformed(type, slot, seq, status, error);
        };
    }

    /** Writes header and data at the buffer's position and moves it behind them. */
    default void write(ByteBuffer out) {
        ByteBuffer data = data();
        Header.put(out, out.position(), messageType(), data.remaining(), slot(), seq(), status(), error(), specific());
        out.position(out.position() + Header.LENGTH);
        out.put(data.duplicate());
    }
}
