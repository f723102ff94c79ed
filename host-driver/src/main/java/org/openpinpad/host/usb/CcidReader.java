// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.descriptor.Features;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.host.EventPages;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidResult.Done;
import org.openpinpad.host.usb.CcidResult.Failed;

/** A reader at the other end of a {@link CcidPipe}: its first slot, at an APDU exchange level (CCID 1.1 §5.1, §6). */
public final class CcidReader implements Reader {

    /** dwMaxCCIDMessageLength that this side believes: a header and an extended APDU, with room to spare. */
    private static final int MESSAGE_MAX = 65_556;

    /** The least that CCID 1.1 §5.1 allows at the short APDU level: a header and 261 bytes. */
    private static final int MESSAGE_MIN = 271;

    /** bPowerSelect: the reader chooses, or 5 V, 3 V, 1.8 V in turn (§6.1.1). */
    private static final int[] POWER_AUTOMATIC = {0};

    private static final int[] POWER_IN_TURN = {1, 2, 3};

    private final CcidPipe pipe;
    private final CcidExchange exchange;
    private final CcidBlocks blocks;
    private Optional<ByteBuffer> atr = Optional.empty();

    /** A reader that has just been opened; its pipe is closed with it. */
    public CcidReader(CcidPipe pipe) {
        // An arbitrary first number tells this program's answers from those that another has left in the pipe.
        this(pipe, (int) System.nanoTime(), System::nanoTime);
    }

    CcidReader(CcidPipe pipe, int firstSeq, LongSupplier nanoTime) {
        this.pipe = pipe;
        long told = pipe.descriptor().maxCcidMessageLength();
        int messageMax = (int) Math.max(MESSAGE_MIN, Math.min(MESSAGE_MAX, told));
        this.exchange = new CcidExchange(pipe, messageMax, firstSeq, nanoTime);
        this.blocks = new CcidBlocks(exchange, messageMax);
    }

    @Override
    public String name() {
        return pipe.name();
    }

    @Override
    public Optional<CcidDescriptor> descriptor() {
        return Optional.of(pipe.descriptor());
    }

    @Override
    public boolean cardPresent() {
        CcidResult result = exchange.run(seq -> new PcToRdr.GetSlotStatus(CcidExchange.SLOT, seq), Patience.READER);
        return switch (result instanceof Done done ? done.reply().iccStatus() : ((Failed) result).icc()) {
            case ACTIVE, INACTIVE -> true;
            case ABSENT, RESERVED -> false;
        };
    }

    @Override
    public PinPad connect() {
        if ((pipe.descriptor().features() & (Features.SHORT_APDU_LEVEL | Features.EXTENDED_APDU_LEVEL)) == 0) {
            throw new ReaderException(
                    Kind.IO,
                    "This reader leaves the card's transport protocol to the PC; use it through the PC/SC service.");
        }
        if (!cardPresent()) {
            throw new ReaderException(Kind.NO_CARD, "There is no card in the reader.");
        }
        atr = Optional.of(powerOn());
        return new CcidPinPad(this);
    }

    @Override
    public Optional<ByteBuffer> atr() {
        return atr.map(ByteBuffer::duplicate);
    }

    @Override
    public List<EventAnswer.Entry> events(long first) {
        return EventPages.read(first, this::escape);
    }

    @Override
    public boolean cancel() {
        exchange.requestAbort();
        return true;
    }

    /** Powers the card off, so that it forgets what was verified, and gives the USB interface back. */
    @Override
    public void close() {
        try (pipe) {
            if (atr.isPresent()) {
                atr = Optional.empty();
                exchange.run(seq -> new PcToRdr.IccPowerOff(CcidExchange.SLOT, seq), Patience.READER);
            }
        } catch (ReaderException e) {
            // A reader that does not answer any more has no power to give a card either.
        }
    }

    /** A request to cancel that came before this moment is void. */
    void beginEntry() {
        exchange.forgetAbort();
    }

    /** Sends one command APDU; the response is the data of the reply. */
    CcidResult transmit(ByteBuffer command) {
        return blocks.transmit(command);
    }

    /** Sends a PIN operation (§6.1.11) and waits until the user, the reader or {@link #cancel()} ends it. */
    CcidResult secure(ByteBuffer pinOperation, int timeOutSeconds) {
        return exchange.run(
                seq -> new PcToRdr.Secure(CcidExchange.SLOT, seq, 0, 0, pinOperation),
                Patience.pinEntry(timeOutSeconds));
    }

    private ByteBuffer escape(ByteBuffer abData) {
        CcidResult result = exchange.run(seq -> new PcToRdr.Escape(CcidExchange.SLOT, seq, abData), Patience.READER);
        if (result instanceof Done done) {
            return done.reply().data();
        }
        int error = ((Failed) result).error();
        throw error == SlotError.NOT_SUPPORTED
                ? new ReaderException(Kind.UNSUPPORTED, "This reader has no event log.")
                : new ReaderException(
                        Kind.IO, "The reader did not give its event log: " + SlotError.describe(error) + ".");
    }

    private ByteBuffer powerOn() {
        boolean automatic = (pipe.descriptor().features() & (Features.AUTO_ACTIVATION | Features.AUTO_VOLTAGE)) != 0;
        Failed failed = new Failed(SlotError.ICC_MUTE, IccStatus.INACTIVE);
        for (int powerSelect : automatic ? POWER_AUTOMATIC : POWER_IN_TURN) {
            CcidResult result =
                    exchange.run(seq -> new PcToRdr.IccPowerOn(CcidExchange.SLOT, seq, powerSelect), Patience.CARD);
            if (result instanceof Done done) {
                ByteBuffer copy = ByteBuffer.allocate(done.reply().data().remaining());
                return copy.put(done.reply().data()).flip().asReadOnlyBuffer();
            }
            failed = (Failed) result;
        }
        throw failed.cardAbsent()
                ? new ReaderException(Kind.NO_CARD, "There is no card in the reader.")
                : new ReaderException(
                        Kind.IO,
                        "The card cannot be powered: " + SlotError.describe(failed.error())
                                + "; is it the right way round?");
    }
}
