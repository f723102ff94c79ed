// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import org.openpinpad.card.SlotResult;
import org.openpinpad.iso7816.tpdu.CardProtocol;
import org.openpinpad.pcsc.scard.ScardCode;

/** What codes of the service and failures of the protocol are to the slot. */
final class Outcome {

    private Outcome() {}

    static SlotResult of(ScardCode code) {
        return switch (code) {
            case S_SUCCESS -> SlotResult.DONE;
            case W_REMOVED_CARD, E_NO_SMARTCARD, E_READER_UNAVAILABLE, E_UNKNOWN_READER, E_NO_READERS_AVAILABLE ->
                SlotResult.ABSENT;
            // pcscd says NOT_TRANSACTED of whatever the driver reports: mostly a card that is silent.
            case W_UNRESPONSIVE_CARD, W_UNPOWERED_CARD, W_RESET_CARD, E_NOT_TRANSACTED, E_TIMEOUT, E_INVALID_ATR ->
                SlotResult.MUTE;
            case E_INSUFFICIENT_BUFFER -> SlotResult.OVERRUN;
            case E_PROTO_MISMATCH, W_UNSUPPORTED_CARD, E_CARD_UNSUPPORTED -> SlotResult.PROTOCOL_NOT_SUPPORTED;
            default -> SlotResult.HARDWARE;
        };
    }

    static SlotResult of(CardProtocol.Failure failure) {
        return switch (failure) {
            case SILENT -> SlotResult.MUTE;
            case GARBLED -> SlotResult.PARITY;
            case OVERRUN -> SlotResult.OVERRUN;
            case VIOLATED, ABORTED -> SlotResult.VIOLATED;
        };
    }

    /** Whether the service has forgotten our context, or is not there any more: only a new context helps. */
    static boolean isServiceGone(ScardCode code) {
        return switch (code) {
            case E_NO_SERVICE, E_SERVICE_STOPPED, E_INVALID_HANDLE, F_COMM_ERROR, F_INTERNAL_ERROR, P_SHUTDOWN -> true;
            default -> false;
        };
    }
}
