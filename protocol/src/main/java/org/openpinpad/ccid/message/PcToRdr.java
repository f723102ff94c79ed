// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u32;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/** The fourteen bulk-OUT messages (CCID 1.1 §6.1), and what arrived that is none of them. */
public sealed interface PcToRdr {

    int slot();

    int seq();

    /** bMessageType. */
    int messageType();

    /** Bytes 7, 8 and 9 of the header, the first in the lowest byte. */
    default int specific() {
        return 0;
    }

    /** What stands behind the header; empty for most messages. */
    default ByteBuffer data() {
        return NO_DATA;
    }

    ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    /** §6.1.1. bPowerSelect: 0 automatic, 1 5 V, 2 3 V, 3 1.8 V. */
    record IccPowerOn(int slot, int seq, int powerSelect) implements PcToRdr {
        public static final int TYPE = 0x62;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return powerSelect;
        }
    }

    /** §6.1.2. */
    record IccPowerOff(int slot, int seq) implements PcToRdr {
        public static final int TYPE = 0x63;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.3. */
    record GetSlotStatus(int slot, int seq) implements PcToRdr {
        public static final int TYPE = 0x65;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.4. bBWI extends the block waiting time; wLevelParameter is a {@link ChainParameter} at this reader's level. */
    record XfrBlock(int slot, int seq, int bwi, int levelParameter, ByteBuffer data) implements PcToRdr {
        public static final int TYPE = 0x6F;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return bwi | levelParameter << 8;
        }
    }

    /** §6.1.5. */
    record GetParameters(int slot, int seq) implements PcToRdr {
        public static final int TYPE = 0x6C;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.6. */
    record ResetParameters(int slot, int seq) implements PcToRdr {
        public static final int TYPE = 0x6D;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.7. bProtocolNum 0 with the 5 bytes of T=0, 1 with the 7 bytes of T=1. */
    record SetParameters(int slot, int seq, int protocolNum, ByteBuffer data) implements PcToRdr {
        public static final int TYPE = 0x61;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return protocolNum;
        }
    }

    /** §6.1.8. */
    record Escape(int slot, int seq, ByteBuffer data) implements PcToRdr {
        public static final int TYPE = 0x6B;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.9. bClockCommand: 0 restart, 1 stop. */
    record IccClock(int slot, int seq, int clockCommand) implements PcToRdr {
        public static final int TYPE = 0x6E;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return clockCommand;
        }
    }

    /** §6.1.10. bmChanges, bClassGetResponse, bClassEnvelope. */
    record T0Apdu(int slot, int seq, int changes, int classGetResponse, int classEnvelope) implements PcToRdr {
        public static final int TYPE = 0x6A;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return changes | classGetResponse << 8 | classEnvelope << 16;
        }
    }

    /** §6.1.11. The data are a PIN structure, read by {@code org.openpinpad.ccid.pin}. */
    record Secure(int slot, int seq, int bwi, int levelParameter, ByteBuffer data) implements PcToRdr {
        public static final int TYPE = 0x69;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return bwi | levelParameter << 8;
        }
    }

    /** §6.1.12. bFunction: accept, eject, capture, lock, unlock card. */
    record Mechanical(int slot, int seq, int function) implements PcToRdr {
        public static final int TYPE = 0x71;

        @Override
        public int messageType() {
            return TYPE;
        }

        @Override
        public int specific() {
            return function;
        }
    }

    /** §6.1.13. The bulk half of an abort; the other is the control request of §5.3.1. */
    record Abort(int slot, int seq) implements PcToRdr {
        public static final int TYPE = 0x72;

        @Override
        public int messageType() {
            return TYPE;
        }
    }

    /** §6.1.14. kHz and bit/s. */
    record SetDataRateAndClockFrequency(int slot, int seq, ByteBuffer data) implements PcToRdr {
        public static final int TYPE = 0x73;
        /** dwClockFrequency and dwDataRate. */
        public static final int DATA_LENGTH = 8;

        public static SetDataRateAndClockFrequency of(int slot, int seq, long clockFrequency, long dataRate) {
            ByteBuffer data = ByteBuffer.allocate(DATA_LENGTH);
            LittleEndian.put32(data, 0, clockFrequency);
            LittleEndian.put32(data, 4, dataRate);
            return new SetDataRateAndClockFrequency(slot, seq, data);
        }

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

    /** A frame whose length is not what dwLength or its type says, or whose type is unknown; bError is the answer. */
    record Malformed(int messageType, int slot, int seq, int error) implements PcToRdr {}

    /** Reads the frame from position to limit; what is missing of a header reads as zero. Never throws. */
    static PcToRdr parse(ByteBuffer frame) {
        int at = frame.position();
        int length = frame.remaining();
        int type = length > Header.MESSAGE_TYPE ? u8(frame, at) : 0;
        int slot = length > Header.SLOT ? u8(frame, at + Header.SLOT) : 0;
        int seq = length > Header.SEQ ? u8(frame, at + Header.SEQ) : 0;
        if (length < Header.LENGTH || Header.dwLength(frame) != length - Header.LENGTH) {
            return new Malformed(type, slot, seq, SlotError.BAD_LENGTH);
        }
        int b7 = u8(frame, at + 7);
        if (carriesData(type)) {
            ByteBuffer data = frame.slice(at + Header.LENGTH, length - Header.LENGTH);
            return withData(type, slot, seq, b7, u16(frame, at + 8), data);
        }
        PcToRdr bare = withoutData(type, slot, seq, b7, u8(frame, at + 8), u8(frame, at + 9));
        boolean excess = length > Header.LENGTH && !(bare instanceof Malformed);
        return excess ? new Malformed(type, slot, seq, SlotError.BAD_LENGTH) : bare;
    }

    private static boolean carriesData(int type) {
        return switch (type) {
            case XfrBlock.TYPE, SetParameters.TYPE, Escape.TYPE, Secure.TYPE, SetDataRateAndClockFrequency.TYPE -> true;
            default -> false;
        };
    }

    private static PcToRdr withData(int type, int slot, int seq, int b7, int w8, ByteBuffer data) {
        return switch (type) {
            case XfrBlock.TYPE -> new XfrBlock(slot, seq, b7, w8, data);
            case SetParameters.TYPE -> new SetParameters(slot, seq, b7, data);
            case Escape.TYPE -> new Escape(slot, seq, data);
            case Secure.TYPE -> new Secure(slot, seq, b7, w8, data);
            default ->
                data.remaining() == SetDataRateAndClockFrequency.DATA_LENGTH
                        ? new SetDataRateAndClockFrequency(slot, seq, data)
                        : new Malformed(type, slot, seq, SlotError.BAD_LENGTH);
        };
    }

    private static PcToRdr withoutData(int type, int slot, int seq, int b7, int b8, int b9) {
        return switch (type) {
            case IccPowerOn.TYPE -> new IccPowerOn(slot, seq, b7);
            case IccPowerOff.TYPE -> new IccPowerOff(slot, seq);
            case GetSlotStatus.TYPE -> new GetSlotStatus(slot, seq);
            case GetParameters.TYPE -> new GetParameters(slot, seq);
            case ResetParameters.TYPE -> new ResetParameters(slot, seq);
            case IccClock.TYPE -> new IccClock(slot, seq, b7);
            case T0Apdu.TYPE -> new T0Apdu(slot, seq, b7, b8, b9);
            case Mechanical.TYPE -> new Mechanical(slot, seq, b7);
            case Abort.TYPE -> new Abort(slot, seq);
            default -> new Malformed(type, slot, seq, SlotError.NOT_SUPPORTED);
        };
    }

    /** Writes header and data at the buffer's position and moves it behind them. */
    default void write(ByteBuffer out) {
        ByteBuffer data = data();
        int specific = specific();
        Header.put(
                out,
                out.position(),
                messageType(),
                data.remaining(),
                slot(),
                seq(),
                specific & 0xFF,
                specific >>> 8 & 0xFF,
                specific >>> 16 & 0xFF);
        out.position(out.position() + Header.LENGTH);
        out.put(data.duplicate());
    }
}
