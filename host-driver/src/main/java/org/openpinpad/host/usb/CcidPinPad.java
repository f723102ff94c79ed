// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.LittleEndian;
import org.openpinpad.ccid.message.SlotError;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.usb.CcidResult.Done;
import org.openpinpad.host.usb.CcidResult.Failed;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.PinVerifyStructure;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

/** The PIN pad of a reader spoken to in CCID; what it can do stands in its class descriptor (CCID 1.1 §5.1). */
final class CcidPinPad implements PinPad {

    private final CcidReader reader;
    private final CcidDescriptor descriptor;

    CcidPinPad(CcidReader reader) {
        this.reader = reader;
        this.descriptor = reader.descriptor().orElseThrow();
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if ((descriptor.pinSupport() & CcidDescriptor.PIN_VERIFICATION) != 0) {
            features.add(Feature.VERIFY_PIN_DIRECT);
        }
        if ((descriptor.pinSupport() & CcidDescriptor.PIN_MODIFICATION) != 0) {
            features.add(Feature.MODIFY_PIN_DIRECT);
        }
        return features;
    }

    @Override
    public Optional<PinProperties> pinProperties() {
        return Optional.of(new PinProperties(descriptor.lcdLayout(), 0, false));
    }

    @Override
    public TlvProperties tlvProperties() {
        return new TlvProperties(Map.of(TlvProperty.LCD_LAYOUT, (long) descriptor.lcdLayout()), Optional.empty());
    }

    @Override
    public PinResult verify(PinRequest request, PinPadListener listener) {
        if (!features().contains(Feature.VERIFY_PIN_DIRECT)) {
            return new PinResult.RefusedByReader("it offers no PIN entry at its own keypad");
        }
        reader.beginEntry();
        try {
            Optional<PinResult> refusal = select(request);
            return refusal.isPresent() ? refusal.get() : enter(request, listener);
        } catch (ReaderException e) {
            return new PinResult.ReaderError(withoutFullStop(e.getMessage()));
        }
    }

    private Optional<PinResult> select(PinRequest request) {
        Optional<byte[]> select = request.selectCommand();
        if (select.isEmpty()) {
            return Optional.empty();
        }
        CcidResult result = reader.transmit(ByteBuffer.wrap(select.get()));
        if (!(result instanceof Done done)) {
            return Optional.of(failure(result, offset -> "the SELECT command (error at offset " + offset + ")"));
        }
        int sw = statusWord(done.reply().data());
        boolean selected = sw == 0x9000 || sw >> 8 == 0x61;
        return selected ? Optional.empty() : Optional.of(new PinResult.CardError("SELECT", sw));
    }

    private PinResult enter(PinRequest request, PinPadListener listener) {
        PinVerification wanted = verification(request.toVerifyStructure());
        listener.before(request);
        PinResult result;
        try {
            result = outcome(reader.secure(written(wanted), wanted.timeOut()), wanted);
        } catch (ReaderException e) {
            result = new PinResult.ReaderError(withoutFullStop(e.getMessage()));
        }
        listener.after(request, result);
        return result;
    }

    /** The same request in CCID's own structure, which has neither bTimeOut2 nor ulDataLength (CCID 1.1 §6.1.11). */
    private static PinVerification verification(PinVerifyStructure wanted) {
        return new PinVerification(
                wanted.timeOut(),
                wanted.format().format(),
                wanted.format().block(),
                wanted.format().lengthFormat(),
                wanted.digits().max(),
                wanted.digits().min(),
                wanted.entryValidation(),
                wanted.messages().number(),
                wanted.messages().langId(),
                wanted.messages().indices().get(0),
                0,
                wanted.apdu());
    }

    private static ByteBuffer written(PinVerification wanted) {
        ByteBuffer data =
                ByteBuffer.allocate(PinVerification.PREFIX + wanted.apdu().remaining());
        wanted.write(data);
        return data.flip();
    }

    private static PinResult outcome(CcidResult result, PinStructure asked) {
        if (result instanceof Done done) {
            ByteBuffer reply = done.reply().data();
            return reply.remaining() == 2
                    ? PinResult.ofStatusWord(statusWord(reply))
                    : new PinResult.ReaderError("it answered " + reply.remaining() + " bytes instead of a status");
        }
        return failure(result, offset -> PinFieldName.at(asked, offset));
    }

    private static PinResult failure(CcidResult result, IntFunction<String> fieldName) {
        if (!(result instanceof Failed failed)) {
            return new PinResult.TimedOut();
        }
        if (failed.cardAbsent()) {
            return new PinResult.CardGone();
        }
        return switch (failed.error()) {
            case SlotError.PIN_CANCELLED, SlotError.CMD_ABORTED -> new PinResult.Cancelled();
            case SlotError.PIN_TIMEOUT -> new PinResult.TimedOut();
            case SlotError.NOT_SUPPORTED -> new PinResult.RefusedByReader("it does not know this command");
            default ->
                failed.error() < 0x80
                        ? new PinResult.RefusedByReader("it does not take " + fieldName.apply(failed.error()))
                        : new PinResult.ReaderError(SlotError.describe(failed.error()));
        };
    }

    /** SW1 SW2 at the end of a response; 0 when there is not even that. */
    private static int statusWord(ByteBuffer response) {
        int end = response.limit();
        return response.remaining() < 2
                ? 0
                : LittleEndian.u8(response, end - 2) << 8 | LittleEndian.u8(response, end - 1);
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
