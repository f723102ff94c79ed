// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.WireTrace;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.FeatureMap;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.PinVerifyStructure;
import org.openpinpad.pcsc.part10.TlvProperties;

/**
 * The PIN pad of a reader that a PC/SC service serves (PC/SC part 10), over any provider's {@link Card}.
 *
 * <p>The card is the caller's: it is connected before and disconnected after by whoever made it, and must not be a DIRECT
 * connection.
 */
public final class PcscPinPad implements PinPad {

    private final TracedCard card;
    private final FeatureMap featureMap;

    /** Asks the card's reader what it can do. Errors of asking mean that it can do nothing. */
    public PcscPinPad(Card card, WireTrace trace) {
        this.card = new TracedCard(card, trace);
        this.featureMap = DriverFeatures.ask(this.card);
    }

    /** {@link #PcscPinPad(Card, WireTrace)} without a trace. */
    public PcscPinPad(Card card) {
        this(card, WireTrace.NONE);
    }

    @Override
    public Set<Feature> features() {
        return featureMap.features();
    }

    @Override
    public Optional<PinProperties> pinProperties() {
        return ask(Feature.IFD_PIN_PROPERTIES)
                .flatMap(reply -> PinProperties.parse(reply).toOptional());
    }

    @Override
    public TlvProperties tlvProperties() {
        return ask(Feature.GET_TLV_PROPERTIES)
                .flatMap(reply -> TlvProperties.parse(reply).toOptional())
                .orElse(TlvProperties.NONE);
    }

    @Override
    public PinResult verify(PinRequest request, PinPadListener listener) {
        OptionalInt code = featureMap.code(Feature.VERIFY_PIN_DIRECT);
        if (code.isEmpty()) {
            return new PinResult.RefusedByReader("it offers no PIN entry at its own keypad");
        }
        try {
            card.beginExclusive();
        } catch (CardException e) {
            return PcscError.of(e).toResult();
        }
        try {
            Optional<PinResult> refusal = select(request);
            return refusal.isPresent() ? refusal.get() : enter(request, code.getAsInt(), listener);
        } finally {
            card.endExclusive();
        }
    }

    private Optional<PinResult> select(PinRequest request) {
        Optional<byte[]> select = request.selectCommand();
        if (select.isEmpty()) {
            return Optional.empty();
        }
        try {
            int sw = card.transmit("SELECT", select.get());
            boolean selected = sw == 0x9000 || sw >> 8 == 0x61;
            return selected ? Optional.empty() : Optional.of(new PinResult.CardError("SELECT", sw));
        } catch (CardException e) {
            return Optional.of(PcscError.of(e).toResult());
        }
    }

    private PinResult enter(PinRequest request, int code, PinPadListener listener) {
        PinVerifyStructure structure = request.toVerifyStructure();
        ByteBuffer block = ByteBuffer.allocate(structure.length());
        structure.write(block);
        listener.before(request);
        PinResult result;
        try {
            result = outcome(card.control(code, Feature.VERIFY_PIN_DIRECT.name(), block.array()));
        } catch (CardException e) {
            result = PcscError.of(e).toResult();
        }
        listener.after(request, result);
        return result;
    }

    private static PinResult outcome(byte[] reply) {
        return switch (reply.length) {
            case 2 -> PinResult.ofStatusWord((reply[0] & 0xFF) << 8 | (reply[1] & 0xFF));
            // Seen with macOS' own driver: success, no bytes, and nobody was asked.
            case 0 ->
                new PinResult.ReaderError(
                        "its driver claims success without an answer, so no PIN was asked for (on macOS: "
                                + "'sudo defaults write /Library/Preferences/com.apple.security.smartcard useIFDCCID -bool yes')");
            default -> new PinResult.ReaderError("its driver answered " + reply.length + " bytes instead of a status");
        };
    }

    private Optional<ByteBuffer> ask(Feature feature) {
        OptionalInt code = featureMap.code(feature);
        return code.isEmpty() ? Optional.empty() : card.ask(code.getAsInt(), feature.name());
    }
}
