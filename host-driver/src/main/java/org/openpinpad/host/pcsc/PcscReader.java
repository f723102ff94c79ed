// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
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

    /** PC/SC has no way to end a control call that is going on: the reader's own cancel key and timeout must do. */
    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public void close() {
        if (card.isPresent()) {
            try {
                card.get().disconnect(true);
            } catch (CardException e) {
                trace.message("  (disconnect: " + PcscError.of(e).code() + ")");
            }
            card = Optional.empty();
        }
    }
}
