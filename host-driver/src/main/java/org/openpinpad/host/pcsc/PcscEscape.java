// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import javax.smartcardio.CardException;
import org.openpinpad.host.EventPages;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.pcsc.part10.ControlCode;
import org.openpinpad.pcsc.part10.Feature;

/**
 * Escape through a driver: the control code of CCID_ESC_COMMAND (PC/SC part 10 §2.2), or libccid's own,
 * {@code IOCTL_SMARTCARD_VENDOR_IFD_EXCHANGE}.
 *
 * <p>libccid lists the feature only where its administrator allows Escape, and has one error for a command that it does
 * not pass on and for one that the reader does not know. So it is the list that tells which of the two it was.
 */
final class PcscEscape implements EventPages.Escape {

    /** Function number of {@code IOCTL_SMARTCARD_VENDOR_IFD_EXCHANGE} (ccid_ifdhandler.h). */
    private static final int VENDOR_IFD_EXCHANGE = 1;

    private final TracedCard card;
    private final OptionalInt offered;
    private boolean answered;

    PcscEscape(TracedCard card) {
        this.card = card;
        this.offered = DriverFeatures.ask(card).code(Feature.CCID_ESC_COMMAND);
    }

    @Override
    public ByteBuffer exchange(ByteBuffer abData) {
        byte[] request = new byte[abData.remaining()];
        abData.duplicate().get(request);
        int code = offered.orElse(ControlCode.PCSC_LITE.of(VENDOR_IFD_EXCHANGE));
        try {
            ByteBuffer answer = ByteBuffer.wrap(card.control(code, Feature.CCID_ESC_COMMAND.name(), request));
            answered = true;
            return answer;
        } catch (CardException e) {
            PcscError error = PcscError.of(e);
            throw answered || !refused(error) ? error.toException(e) : refusal(e);
        }
    }

    /** What services say when a driver returns an error, or does not know the control code. */
    private static boolean refused(PcscError error) {
        return switch (error.code()) {
            case "SCARD_E_NOT_TRANSACTED",
                    "SCARD_E_UNSUPPORTED_FEATURE",
                    "SCARD_F_COMM_ERROR",
                    "SCARD_E_INVALID_PARAMETER",
                    "SCARD_E_INVALID_VALUE" -> true;
            default -> false;
        };
    }

    private ReaderException refusal(CardException cause) {
        return new ReaderException(
                Kind.UNSUPPORTED,
                offered.isPresent()
                        ? "This reader has no event log."
                        : "The reader's driver keeps programs from the event log: set bit 0 of ifdDriverOptions in"
                                + " libccid's Info.plist (Debian: /etc/libccid_Info.plist) and restart pcscd, or stop"
                                + " pcscd and name the reader as usb:VID:PID.",
                cause);
    }
}
