// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.WireTrace;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;

/** A way to one reader, whose every answer the test has set. */
final class FakeReaders implements ReaderFinder {

    static final CcidDescriptor DESCRIPTOR = new CcidDescriptor(
            0x0110,
            0,
            7,
            3,
            4000,
            4000,
            1,
            10_752,
            344_086,
            1,
            254,
            0,
            0,
            0x000404BA,
            65_554,
            0xFF,
            0xFF,
            0x0410,
            3,
            1);

    private final String scheme;
    String name = "OpenPinpad 00 00";
    ReaderException closed;
    RuntimeException fault;
    boolean card = true;
    Optional<CcidDescriptor> descriptor = Optional.empty();
    PinResult result = new PinResult.Verified();
    LongFunction<List<EventAnswer.Entry>> events = first -> List.of();

    String openedAddress;
    PinRequest request;
    boolean readerClosed;

    FakeReaders(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public List<Found> list() {
        if (closed != null) {
            throw closed;
        }
        return name.isEmpty() ? List.of() : List.of(new Found(name, name, card ? "card present" : "no card"));
    }

    @Override
    public Reader open(String address, WireTrace trace) {
        if (closed != null) {
            throw closed;
        }
        if (address.equals("nonsense")) {
            throw new IllegalArgumentException("that is no address");
        }
        openedAddress = address;
        trace.message("→ GetSlotStatus seq 0");
        return new FakeReader();
    }

    private final class FakeReader implements Reader {
        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean cardPresent() {
            return card;
        }

        @Override
        public Optional<CcidDescriptor> descriptor() {
            return descriptor;
        }

        @Override
        public PinPad connect() {
            if (!card) {
                throw new ReaderException(ReaderException.Kind.NO_CARD, "There is no card in the reader.");
            }
            if (fault != null) {
                throw fault;
            }
            return new FakePinPad();
        }

        @Override
        public Optional<ByteBuffer> atr() {
            return Optional.of(ByteBuffer.wrap(new byte[] {0x3B, 0x00}));
        }

        @Override
        public List<EventAnswer.Entry> events(long first) {
            return events.apply(first);
        }

        @Override
        public boolean cancel() {
            return true;
        }

        @Override
        public void close() {
            readerClosed = true;
        }
    }

    private final class FakePinPad implements PinPad {
        @Override
        public Set<Feature> features() {
            return EnumSet.of(Feature.VERIFY_PIN_DIRECT);
        }

        @Override
        public Optional<PinProperties> pinProperties() {
            return Optional.of(new PinProperties(0x0210, 7, false));
        }

        @Override
        public TlvProperties tlvProperties() {
            return TlvProperties.NONE;
        }

        @Override
        public PinResult verify(PinRequest wanted, PinPadListener listener) {
            request = wanted;
            listener.before(wanted);
            listener.after(wanted, result);
            return result;
        }
    }
}
