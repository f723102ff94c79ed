// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.message;

import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Turns the messages of one reader's dialogue (CCID 1.1 §6) into lines of text for a person who watches it.
 *
 * <p>Which command an answer belongs to is remembered by bSeq, so that an ATR is not taken for a response APDU. Of a
 * command APDU the header is shown, its data only where {@link Instruction} knows that they are a name; of a response APDU
 * the length and SW1 SW2. Nothing else of a body is ever shown. Not for use by several threads at a time.
 */
public final class Describe {

    /** Bytes of a name or an ATR that are shown. */
    private static final int HEX_MAX = 33;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final int[] commandOfSeq = new int[256];

    /** One line for a bulk-OUT message, from position to limit. Never throws. */
    public String toReader(ByteBuffer message) {
        PcToRdr command = PcToRdr.parse(message);
        commandOfSeq[command.seq()] = command.messageType();
        return "→ " + name(command) + place(command.slot(), command.seq()) + detail(command);
    }

    /** One line for a bulk-IN message, from position to limit. Never throws. */
    public String toPc(ByteBuffer message) {
        RdrToPc answer = RdrToPc.parse(message);
        String line = "← " + name(answer) + place(answer.slot(), answer.seq());
        if (answer instanceof RdrToPc.Malformed) {
            return line + ", " + message.remaining() + " bytes";
        }
        return switch (answer.commandStatus()) {
            case TIME_EXTENSION -> line + " time extension";
            case FAILED -> line + " failed: " + SlotError.describe(answer.error());
            case RESERVED -> line + " reserved status";
            case PROCESSED -> line + detail(answer);
        };
    }

    /** One line for an interrupt-IN message, from position to limit. Never throws. */
    public String notification(ByteBuffer message) {
        InterruptIn notification = InterruptIn.parse(message);
        if (notification instanceof InterruptIn.NotifySlotChange change) {
            boolean present = (change.slotIccState() & 1) != 0;
            boolean changed = (change.slotIccState() & 2) != 0;
            return "← NotifySlotChange: card " + (present ? "present" : "absent") + (changed ? ", changed" : "");
        }
        if (notification instanceof InterruptIn.HardwareError error) {
            return "← HardwareError" + place(error.slot(), error.seq()) + ", code " + error.hardwareErrorCode();
        }
        return "← unknown notification of " + message.remaining() + " bytes";
    }

    private static String name(PcToRdr command) {
        return command instanceof PcToRdr.Malformed bad
                ? "malformed " + HEX.toHexDigits((byte) bad.messageType())
                : command.getClass().getSimpleName();
    }

    private static String name(RdrToPc answer) {
        return answer instanceof RdrToPc.Malformed bad
                ? "malformed " + HEX.toHexDigits((byte) bad.messageType())
                : answer.getClass().getSimpleName();
    }

    private static String place(int slot, int seq) {
        return (slot == 0 ? "" : " slot " + slot) + " seq " + seq;
    }

    private static String detail(PcToRdr command) {
        if (command instanceof PcToRdr.Malformed bad) {
            return ": " + SlotError.describe(bad.error());
        }
        if (command instanceof PcToRdr.XfrBlock block) {
            return length(block.data()) + block(block.levelParameter(), block.data());
        }
        if (command instanceof PcToRdr.Secure secure) {
            return length(secure.data()) + pinOperation(secure.data());
        }
        return command.data().hasRemaining() ? length(command.data()) : "";
    }

    private static String block(int level, ByteBuffer data) {
        return switch (level) {
            case ChainParameter.WHOLE -> ": " + Instruction.describe(data);
            case ChainParameter.BEGIN -> ": " + Instruction.describe(data) + " (to be continued)";
            case ChainParameter.MIDDLE -> " (continued)";
            case ChainParameter.END -> " (end)";
            case ChainParameter.CONTINUE -> " (next block, please)";
            default -> " (level " + level + ")";
        };
    }

    private String detail(RdrToPc answer) {
        ByteBuffer data = answer.data();
        if (!(answer instanceof RdrToPc.DataBlock block)) {
            String icc = answer instanceof RdrToPc.SlotStatus ? " card " + icc(answer.iccStatus()) : "";
            return icc + (data.hasRemaining() ? length(data) : "");
        }
        if (commandOfSeq[block.seq()] == PcToRdr.IccPowerOn.TYPE) {
            return " ATR " + hex(data);
        }
        boolean last = block.chainParameter() == ChainParameter.WHOLE || block.chainParameter() == ChainParameter.END;
        if (!last) {
            return length(data) + (data.hasRemaining() ? " (to be continued)" : " (next block, please)");
        }
        if (data.remaining() < 2) {
            return length(data);
        }
        String sw = HEX.toHexDigits(sw(data));
        return data.remaining() == 2 ? " " + sw : length(data) + ": " + sw;
    }

    private static short sw(ByteBuffer response) {
        int end = response.limit();
        return (short) (u8(response, end - 2) << 8 | u8(response, end - 1));
    }

    private static String icc(IccStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case INACTIVE -> "inactive";
            case ABSENT -> "absent";
            case RESERVED -> "in a reserved state";
        };
    }

    /** abData of Secure (§6.1.11): bPINOperation, then the structure, whose length follows from it, then the APDU. */
    private static String pinOperation(ByteBuffer data) {
        int at = data.position();
        int operation = data.hasRemaining() ? u8(data, at) : -1;
        return switch (operation) {
            case 0 -> ": verify PIN" + template(data, 15);
            case 1 ->
                ": modify PIN" + (data.remaining() > 11 ? template(data, modificationLength(u8(data, at + 11))) : "");
            case 4 -> ": cancel PIN";
            default -> ": PIN operation " + operation;
        };
    }

    private static int modificationLength(int bNumberMessage) {
        int indexes = bNumberMessage == 0 ? 1 : bNumberMessage < 3 ? 2 : 3;
        return 14 + indexes + 3;
    }

    private static String template(ByteBuffer data, int offset) {
        int length = data.remaining() - offset;
        return length < 4 ? "" : " by " + Instruction.header(data.slice(data.position() + offset, length));
    }

    private static String length(ByteBuffer data) {
        return ", " + data.remaining() + (data.remaining() == 1 ? " byte" : " bytes");
    }

    private static String hex(ByteBuffer data) {
        byte[] shown = new byte[Math.min(data.remaining(), HEX_MAX)];
        data.get(data.position(), shown);
        return HEX.formatHex(shown) + (shown.length < data.remaining() ? "…" : "");
    }
}
