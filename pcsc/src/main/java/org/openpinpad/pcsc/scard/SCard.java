// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import java.util.List;

/**
 * The SCard functions of a PC/SC service (PC/SC part 5; winscard.h). Commands and responses are addresses of native memory:
 * no call copies them, and a PIN may stand in them. What a call says comes back as a value; where its code is no success,
 * the rest of it means nothing.
 *
 * <p>pcsc-lite lets one thread at a time into a context and all its connections; others wait, but for {@link #cancel}. No
 * call but {@link #getStatusChange} has a time limit of its own: the service and the reader's driver set it.
 */
public interface SCard {

    /** For {@link #getStatusChange}: without limit. */
    long INFINITE = 0xFFFF_FFFFL;

    /** Long enough for any ATR (ISO/IEC 7816-3 §8.2.3: 33 bytes). */
    int MAX_ATR_SIZE = 33;

    /** A context or a connection. */
    record Handle(ScardCode code, long value) {}

    /** The readers by name. */
    record Readers(ScardCode code, List<String> names) {}

    /** A connection to a card and the protocol that is spoken on it. */
    record Connection(ScardCode code, long card, Protocol protocol) {}

    /** How many bytes came. */
    record Count(ScardCode code, long bytes) {}

    /** What a reader says of its card: SCARD_POWERED and so on; the ATR stands where the caller wanted it. */
    record Status(ScardCode code, long state, Protocol protocol, long atrLength) {}

    /** SCardEstablishContext, SCARD_SCOPE_SYSTEM. */
    Handle establishContext();

    /** SCardReleaseContext. */
    ScardCode releaseContext(long context);

    /** SCardListReaders, of all groups. */
    Readers listReaders(long context);

    /**
     * SCardConnect.
     *
     * @param protocols the bits of those that may be spoken
     */
    Connection connect(long context, String reader, Sharing sharing, long protocols);

    /** SCardReconnect; the connection keeps its handle. */
    Connection reconnect(long card, Sharing sharing, long protocols, Disposition first);

    /** SCardDisconnect. */
    ScardCode disconnect(long card, Disposition last);

    /**
     * SCardTransmit: over T=1 an APDU, over T=0 a TPDU.
     *
     * @param command address of {@code length} bytes
     * @param response address of room for {@code capacity} bytes
     */
    Count transmit(long card, Protocol protocol, long command, long length, long response, long capacity);

    /** SCardControl; addresses as for {@link #transmit}. */
    Count control(long card, long controlCode, long in, long inLength, long out, long outCapacity);

    /**
     * SCardGetStatusChange: waits until a reader's state is not the current one any more, and writes it as its event state.
     *
     * @param timeoutMs 0 to {@link #INFINITE}
     */
    ScardCode getStatusChange(long context, long timeoutMs, ReaderStates readers);

    /** SCardCancel: ends {@link #getStatusChange} on this context, by another thread; without effect when none runs. */
    ScardCode cancel(long context);

    /** SCardBeginTransaction. */
    ScardCode beginTransaction(long card);

    /** SCardEndTransaction. */
    ScardCode endTransaction(long card, Disposition last);

    /** SCardStatus; the ATR is written to the address {@code atr}, at most {@code capacity} bytes. */
    Status status(long card, long atr, long capacity);

    /** SCardGetAttrib. */
    Count getAttrib(long card, long attribute, long out, long capacity);

    /**
     * The library of this machine.
     *
     * @throws ScardUnavailable when there is none
     */
    static SCard load() throws ScardUnavailable {
        return PcscLite.load();
    }
}
