// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.util.Optional;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** Ends a running command (CCID 1.1 §5.3.1): ABORT on the control pipe and on bulk out, both with the same bSeq. */
final class CcidAbort {

    private static final int CONTROL_MS = 3_000;
    private static final int ANSWER_MS = 5_000;
    private static final int MESSAGES_MAX = 32;

    private CcidAbort() {}

    /** What the running command ended with: aborted, unless its own end crossed the abort. */
    static CcidResult run(CcidExchange exchange, PcToRdr running) {
        int seq = exchange.nextSeq();
        PcToRdr abort = new PcToRdr.Abort(CcidExchange.SLOT, seq);
        exchange.pipe().control(ClassRequest.ABORT, seq << 8 | CcidExchange.SLOT, CONTROL_MS);
        exchange.send(abort);
        CcidResult ended = new CcidResult.Failed(SlotError.CMD_ABORTED, IccStatus.ACTIVE);
        long end = exchange.later(ANSWER_MS);
        for (int messages = 0; messages < MESSAGES_MAX && exchange.msUntil(end) > 0; messages++) {
            Optional<RdrToPc> reply = exchange.receive(exchange.msUntil(end));
            if (reply.isPresent() && CcidExchange.answers(reply.get(), running)) {
                ended = kept(CcidExchange.end(reply.get(), running).orElse(ended));
            } else if (reply.isPresent() && CcidExchange.answers(reply.get(), abort)) {
                return ended;
            }
        }
        throw new ReaderException(Kind.TIMEOUT, "The reader does not stop the PIN entry; press its cancel key.");
    }

    /** The reply's buffer is needed again for the abort's own answer. */
    private static CcidResult kept(CcidResult result) {
        return result instanceof CcidResult.Done done && done.reply() instanceof RdrToPc.DataBlock block
                ? new CcidResult.Done(CcidBlocks.copy(block))
                : result;
    }
}
