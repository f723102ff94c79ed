// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.pin.PinOperation;

/**
 * The commands that have the user type a PIN: PC_to_RDR_Secure (CCID 1.1 §6.1.11), and XfrBlock with a {@link PinPpdu}. They
 * differ in how an error is told, and in nothing else.
 */
final class PinExchange {

    private final PinPort pin;
    private final PinPpdu ppdu;
    private final Replies replies;
    private final SlotWork work;
    private final ByteBuffer properties = ByteBuffer.allocate(HostPort.COPIED_MAX);

    PinExchange(PinPort pin, PinPpdu ppdu, Replies replies, SlotWork work) {
        this.pin = pin;
        this.ppdu = ppdu;
        this.replies = replies;
        this.work = work;
    }

    /** bPINOperation 04: cancel PIN function (CCID 1.1 §6.1.11). */
    static boolean isCancel(PcToRdr.Secure command) {
        ByteBuffer data = command.data();
        return command.levelParameter() == ChainParameter.WHOLE
                && data.remaining() == 1
                && data.get(data.position()) == PinOperation.CANCEL;
    }

    void secure(PcToRdr.Secure command, long nowNs) {
        int refused = pin.begin(command.data(), nowNs);
        if (refused == PinPort.ACCEPTED) {
            work.start(command, SlotWork.WaitsFor.PIN, nowNs);
        } else {
            replies.fail(command, refused);
        }
    }

    void ppdu(PcToRdr command, ByteBuffer apdu, long nowNs) {
        int statusWord = ppdu.check(apdu);
        if (statusWord != PinPpdu.SW_OK) {
            answer(command, statusWord);
        } else if (PinPpdu.asksForPin(apdu)) {
            begin(command, PinPpdu.secureData(apdu), nowNs);
        } else {
            properties.clear();
            ppdu.answer(apdu, properties);
            replies.succeed(command, 0, properties.flip());
        }
    }

    private void begin(PcToRdr command, ByteBuffer abData, long nowNs) {
        int refused = abData == null ? SlotError.BAD_LENGTH : pin.begin(abData, nowNs);
        switch (refused) {
            case PinPort.ACCEPTED -> work.start(command, SlotWork.WaitsFor.PIN, nowNs);
            case SlotError.CMD_SLOT_BUSY -> replies.fail(command, refused);
            case SlotError.BAD_LENGTH -> answer(command, PinPpdu.SW_WRONG_LENGTH);
            default -> answer(command, PinPpdu.SW_BAD_STRUCTURE);
        }
    }

    private void answer(PcToRdr command, int statusWord) {
        replies.statusWord(command.messageType(), command.seq(), statusWord);
    }

    /** The host gets the status word and nothing else. */
    void done(int statusWord) {
        replies.statusWord(work.running(), work.seq(), statusWord);
        work.rest();
    }

    /** No status word of the card: XfrBlock, which has no bError for it, tells the user's part as a status word. */
    void failed(int bError) {
        boolean byApdu = work.runs(PcToRdr.XfrBlock.TYPE);
        if (byApdu && bError == SlotError.PIN_CANCELLED) {
            done(PinPpdu.SW_CANCELLED);
        } else if (byApdu && bError == SlotError.PIN_TIMEOUT) {
            done(PinPpdu.SW_TIMEOUT);
        } else {
            replies.fail(work.running(), work.seq(), bError);
            work.rest();
        }
    }
}
