// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import java.nio.ByteBuffer;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pcsc.scard.Disposition;
import org.openpinpad.pcsc.scard.Protocol;
import org.openpinpad.pcsc.scard.SCard;
import org.openpinpad.pcsc.scard.ScardCode;
import org.openpinpad.pcsc.scard.Sharing;

/** The connection to the card, in a context of its own, and with nobody beside us. One thread at a time. */
final class CardConnection {

    private static final long T0_OR_T1 = Protocol.T0.bit() | Protocol.T1.bit();

    private final SCard pcsc;
    /** Zero while there is none, as with {@link #card}. */
    private long context;

    private long card;
    private Protocol protocol = Protocol.UNDEFINED;

    CardConnection(SCard pcsc) {
        this.pcsc = pcsc;
    }

    /** UNDEFINED while the card has no power. */
    Protocol protocol() {
        return protocol;
    }

    /** Cold reset: the service would give us the card as it is, with whatever happened since it got its power. */
    ScardCode reset(String reader) {
        ScardCode code = card == 0 ? connect(reader) : coldReset();
        if (!code.isSuccess() && card != 0) {
            end(Disposition.UNPOWER_CARD);
            code = connect(reader);
        }
        return code;
    }

    private ScardCode connect(String reader) {
        ScardCode code = context == 0 ? establish() : ScardCode.S_SUCCESS;
        SCard.Connection connection = tryConnect(code, reader);
        if (Outcome.isServiceGone(connection.code())) { // perhaps long ago, and it is back
            forget();
            connection = tryConnect(establish(), reader);
        }
        if (!connection.code().isSuccess()) {
            return connection.code();
        }
        card = connection.card();
        code = coldReset();
        if (!code.isSuccess()) {
            end(Disposition.UNPOWER_CARD);
        }
        return code;
    }

    private ScardCode establish() {
        SCard.Handle handle = pcsc.establishContext();
        context = handle.code().isSuccess() ? handle.value() : 0;
        return handle.code();
    }

    private SCard.Connection tryConnect(ScardCode before, String reader) {
        return before.isSuccess()
                ? pcsc.connect(context, reader, Sharing.EXCLUSIVE, T0_OR_T1)
                : new SCard.Connection(before, 0, Protocol.UNDEFINED);
    }

    private ScardCode coldReset() {
        SCard.Connection again = pcsc.reconnect(card, Sharing.EXCLUSIVE, T0_OR_T1, Disposition.UNPOWER_CARD);
        protocol = again.code().isSuccess() ? again.protocol() : Protocol.UNDEFINED;
        return again.code();
    }

    /** The ATR of the last reset, to {@code atr}'s position, which moves. */
    ScardCode atr(ByteBuffer atr) {
        SCard.Status status = pcsc.status(card, address(atr), atr.remaining());
        if (status.code().isSuccess()) {
            atr.position(atr.position() + (int) status.atrLength());
        }
        return status.code();
    }

    /** SCardTransmit from buffer to buffer, both direct; the response's position moves. */
    ScardCode transmit(ByteBuffer command, ByteBuffer response) {
        SCard.Count came = pcsc.transmit(
                card, protocol, address(command), command.remaining(), address(response), response.remaining());
        if (!came.code().isSuccess()) {
            return came.code();
        }
        if (came.bytes() > response.remaining()) {
            return ScardCode.E_INSUFFICIENT_BUFFER;
        }
        response.position(response.position() + (int) came.bytes());
        return ScardCode.S_SUCCESS;
    }

    private static long address(ByteBuffer direct) {
        return LockedPage.addressOf(direct) + direct.position();
    }

    /** Ends the connection; without effect when there is none. */
    void end(Disposition last) {
        if (card != 0) {
            pcsc.disconnect(card, last);
            card = 0;
        }
        protocol = Protocol.UNDEFINED;
    }

    /** The service is gone, and all that we had of it. */
    void forget() {
        card = 0;
        protocol = Protocol.UNDEFINED;
        if (context != 0) {
            pcsc.releaseContext(context);
            context = 0;
        }
    }
}
