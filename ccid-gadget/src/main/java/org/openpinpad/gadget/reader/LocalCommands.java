// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.message.SlotParameters;

/** The commands that the reader answers without asking the card. */
final class LocalCommands {

    private final CcidDescriptor descriptor;
    private final Replies replies;
    private final GuardPort guard;
    private final ByteBuffer escapeData = ByteBuffer.allocate(HostPort.COPIED_MAX - Header.LENGTH);
    private SlotParameters parameters = SlotParameters.DEFAULT;

    LocalCommands(CcidDescriptor descriptor, GuardPort guard, Replies replies) {
        this.descriptor = descriptor;
        this.guard = guard;
        this.replies = replies;
    }

    /** What the slot works with from now on. */
    void use(SlotParameters current) {
        parameters = current;
    }

    void answer(PcToRdr command, IccStatus icc, long nowNs) {
        switch (command.messageType()) {
            case PcToRdr.GetSlotStatus.TYPE -> replies.succeed(command);
            case PcToRdr.GetParameters.TYPE, PcToRdr.ResetParameters.TYPE -> tellParameters(command, icc);
            case PcToRdr.SetParameters.TYPE -> setParameters((PcToRdr.SetParameters) command, icc);
            case PcToRdr.IccClock.TYPE -> clock((PcToRdr.IccClock) command, icc);
            case PcToRdr.SetDataRateAndClockFrequency.TYPE -> rates((PcToRdr.SetDataRateAndClockFrequency) command);
            case PcToRdr.Escape.TYPE -> escape((PcToRdr.Escape) command, nowNs);
            // T0APDU is for lower exchange levels, and nothing here is mechanical.
            default -> replies.fail(command, SlotError.NOT_SUPPORTED);
        }
    }

    /** Closed but for what the guard knows. */
    private void escape(PcToRdr.Escape command, long nowNs) {
        escapeData.clear();
        if (guard.escape(command.data(), escapeData, nowNs)) {
            replies.succeed(command, 0, escapeData.flip());
        } else {
            replies.fail(command, SlotError.NOT_SUPPORTED);
        }
    }

    private void tellParameters(PcToRdr command, IccStatus icc) {
        if (icc == IccStatus.ACTIVE) {
            replies.succeed(command, parameters.protocolNum(), parameters.structure());
        } else {
            replies.fail(command, SlotError.ICC_MUTE);
        }
    }

    /** The slot follows the ATR by itself: a host may name the protocol that runs, and is told the parameters in force. */
    private void setParameters(PcToRdr.SetParameters command, IccStatus icc) {
        boolean runs = icc != IccStatus.ACTIVE || command.protocolNum() == parameters.protocolNum();
        int expected = command.protocolNum() == 0 ? SlotParameters.T0_LENGTH : SlotParameters.T1_LENGTH;
        if (command.protocolNum() > 1 || !runs) {
            replies.fail(command, Header.SPECIFIC);
        } else if (command.data().remaining() != expected) {
            replies.fail(command, SlotError.BAD_LENGTH);
        } else {
            tellParameters(command, icc);
        }
    }

    private void clock(PcToRdr.IccClock command, IccStatus icc) {
        if (command.clockCommand() != 0) {
            replies.fail(command, Header.SPECIFIC);
        } else if (icc != IccStatus.ACTIVE) {
            replies.fail(command, SlotError.ICC_MUTE);
        } else {
            replies.succeed(command);
        }
    }

    private void rates(PcToRdr.SetDataRateAndClockFrequency command) {
        if (command.clockFrequency() != descriptor.defaultClock()) {
            replies.fail(command, Header.LENGTH);
        } else if (command.dataRate() != descriptor.dataRate()) {
            replies.fail(command, Header.LENGTH + Integer.BYTES);
        } else {
            replies.succeed(command, 0, command.data());
        }
    }
}
