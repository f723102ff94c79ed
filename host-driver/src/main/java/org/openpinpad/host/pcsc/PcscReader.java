// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.EventPages;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.WireTrace;

/** A reader of the PC/SC service. */
final class PcscReader implements Reader {

    private final CardTerminal terminal;
    private final WireTrace trace;
    private Optional<Card> card = Optional.empty();

    PcscReader(CardTerminal terminal, WireTrace trace) {
        this.terminal = terminal;
        this.trace = trace;
    }

    @Override
    public String name() {
        return terminal.getName();
    }

    @Override
    public boolean cardPresent() {
        try {
            return terminal.isCardPresent();
        } catch (CardException e) {
            throw PcscError.of(e).toException(e);
        }
    }

    @Override
    public Optional<CcidDescriptor> descriptor() {
        return Optional.empty();
    }

    @Override
    public PinPad connect() {
        try {
            Card connected = terminal.connect("*");
            card = Optional.of(connected);
            return new PcscPinPad(connected, trace);
        } catch (CardNotPresentException e) {
            throw new ReaderException(Kind.NO_CARD, "There is no card in the reader.", e);
        } catch (CardException e) {
            throw PcscError.of(e).toException(e);
        }
    }

    @Override
    public Optional<ByteBuffer> atr() {
        return card.map(connected -> ByteBuffer.wrap(connected.getATR().getBytes()));
    }

    /**
     * Through a connection that is made for the moment, unless there is one: a reset would end what the card has verified
     * for other programs, and a connection held for long would keep out those that want the card to themselves.
     */
    @Override
    public List<EventAnswer.Entry> events(long first) {
        if (card.isPresent()) {
            return events(first, card.get());
        }
        Card borrowed;
        try {
            borrowed = terminal.connect("*");
        } catch (CardNotPresentException e) {
            throw new ReaderException(
                    Kind.NO_CARD,
                    "There is no card in the reader, and without one PC/SC gives no way to the event log;"
                            + " insert one, or name the reader as usb:VID:PID.",
                    e);
        } catch (CardException e) {
            throw PcscError.of(e).toException(e);
        }
        try {
            return events(first, borrowed);
        } finally {
            disconnect(borrowed, false);
        }
    }

    private List<EventAnswer.Entry> events(long first, Card connected) {
        return EventPages.read(first, new PcscEscape(new TracedCard(connected, trace)));
    }

    /** PC/SC has no way to end a control call that is going on: the reader's own cancel key and timeout must do. */
    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public void close() {
        card.ifPresent(connected -> disconnect(connected, true));
        card = Optional.empty();
    }

    private void disconnect(Card connected, boolean reset) {
        try {
            connected.disconnect(reset);
        } catch (CardException e) {
            trace.message("  (disconnect: " + PcscError.of(e).code() + ")");
        }
    }
}
