// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import org.openpinpad.host.WireTrace;

/** A card whose every exchange is told to a trace, and whose every failure is a {@link CardException}. */
final class TracedCard {

    /** An exchange with the provider. */
    private interface Exchange {
        byte[] run() throws CardException;
    }

    private static final byte[] NOTHING = {};

    private final Card card;
    private final WireTrace trace;

    TracedCard(Card card, WireTrace trace) {
        this.card = card;
        this.trace = trace;
    }

    void beginExclusive() throws CardException {
        try {
            card.beginExclusive();
        } catch (IllegalStateException e) {
            throw new CardException(e);
        }
    }

    /** Failing to end a transaction on a card that is gone, or was reset, changes nothing for the caller. */
    void endExclusive() {
        try {
            card.endExclusive();
        } catch (CardException | IllegalStateException e) {
            trace.message("  (end of transaction: " + e.getMessage() + ")");
        }
    }

    /** Sends a command APDU; gives SW1 SW2. */
    int transmit(String name, byte[] command) throws CardException {
        trace.message("→ " + name + ", " + command.length + " bytes");
        byte[] response = exchange(
                () -> card.getBasicChannel().transmit(new CommandAPDU(command)).getBytes());
        return (response[response.length - 2] & 0xFF) << 8 | (response[response.length - 1] & 0xFF);
    }

    /** Calls the driver. */
    byte[] control(int code, String name, byte[] data) throws CardException {
        trace.message("→ control %08X %s, %d bytes".formatted(code, name, data.length));
        return exchange(() -> card.transmitControlCommand(code, data));
    }

    /** Asks the driver. An error means no answer: drivers without PIN pads refuse such calls in many ways. */
    Optional<ByteBuffer> ask(int code, String name) {
        try {
            return Optional.of(ByteBuffer.wrap(control(code, name, NOTHING)));
        } catch (CardException e) {
            return Optional.empty();
        }
    }

    private byte[] exchange(Exchange exchange) throws CardException {
        try {
            byte[] reply = exchange.run();
            boolean status = reply.length == 2;
            trace.message(status ? "← %02X%02X".formatted(reply[0], reply[1]) : "← " + reply.length + " bytes");
            return reply;
        } catch (CardException e) {
            trace.message("← failed: " + PcscError.of(e).code());
            throw e;
        } catch (IllegalStateException e) {
            trace.message("← failed: " + e.getMessage());
            throw new CardException(e);
        }
    }
}
