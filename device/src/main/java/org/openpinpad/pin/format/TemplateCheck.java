// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.ccid.pin.FormatString;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.display.PinPrompt;
import org.openpinpad.pin.entry.EntryRules;
import org.openpinpad.pin.entry.Question;
import org.openpinpad.pin.format.PinTemplate.Checked;

/**
 * Checks everything that the PC asks for (CCID 1.1 §6.1.11) before anybody is asked for a PIN. What is refused is refused
 * with the field at fault; what the standard leaves open is decided in docs/decisions, number 8.
 */
public final class TemplateCheck {

    /** Most digits of any PIN here; OpenPGP cards tell this as their limit. */
    public static final int DIGITS_MAX = 127;

    /** Seconds for each PIN when the PC leaves it to the reader. */
    public static final int TIME_OUT_DEFAULT_S = 30;

    /** Seconds for each PIN whatever the PC asks for. */
    public static final int TIME_OUT_MAX_S = 180;

    private static final int CONFIRM_PIN_MAX = 3;
    private static final int ENTRY_VALIDATION_MAX = 7;
    private static final int AT_MAXIMUM = 1;
    private static final int NUMBER_MESSAGE_MAX = 3;
    private static final int NUMBER_MESSAGE_DEFAULT = 0xFF;
    private static final int P1 = 2;

    private final PinStructure request;
    private final PinModification modification;
    private final PinCommand command;

    private TemplateCheck(PinStructure request) {
        this.request = request;
        modification = request instanceof PinModification m ? m : null;
        command = PinCommand.of(request.apdu());
    }

    /** A template that asks for what the request does, or the field at fault. */
    public static Checked check(PinStructure request) {
        return new TemplateCheck(request).checked();
    }

    private Checked checked() {
        PinField fault = faultOfFields();
        if (fault != null) {
            return refused(fault);
        }
        BlockLayout layout = BlockLayout.of(request, asksOld(), padding());
        if (layout.fault() != null) {
            return refused(layout.fault());
        }
        if (layout.rooms().stream().anyMatch(room -> room < least())) {
            return refused(PinField.PIN_MAX_EXTRA_DIGIT);
        }
        return new Checked.Accepted(new PinTemplate(
                copy(0, PinCommand.HEADER),
                padding(),
                command.operation(),
                layout.format(),
                layout.places(),
                rules(layout.rooms()),
                request.langId()));
    }

    private Checked refused(PinField field) {
        return new Checked.Refused(request.offset(field), field == PinField.PIN_APDU);
    }

    /** The first field that is wrong by itself, or that contradicts the command; null when none is. */
    private PinField faultOfFields() {
        int messages = request.numberMessage();
        if (request.format().encoding() == FormatString.Encoding.RESERVED) {
            return PinField.FORMAT_STRING;
        }
        if (request.lengthFormat().rfu() != 0) {
            return PinField.PIN_LENGTH_FORMAT;
        }
        if (least() > most()) {
            return PinField.PIN_MAX_EXTRA_DIGIT;
        }
        if (modification != null && modification.confirmPin() > CONFIRM_PIN_MAX) {
            return PinField.CONFIRM_PIN;
        }
        if (request.entryValidationCondition() > ENTRY_VALIDATION_MAX) {
            return PinField.ENTRY_VALIDATION_CONDITION;
        }
        if (messages > NUMBER_MESSAGE_MAX && messages != NUMBER_MESSAGE_DEFAULT) {
            return PinField.NUMBER_MESSAGE;
        }
        if (command == null || command.isModification() != (modification != null)) {
            return PinField.PIN_APDU;
        }
        // Else the PC could send an old PIN of its own, or have the card take a new one for the old.
        boolean carriesOld =
                command.carriesOld(request.apdu().get(request.apdu().position() + P1) & 0xFF);
        return modification != null && modification.asksOld() != carriesOld ? PinField.CONFIRM_PIN : null;
    }

    private boolean asksOld() {
        return modification != null && modification.asksOld();
    }

    private int least() {
        return Math.max(1, request.pinMin());
    }

    private int most() {
        return Math.min(request.pinMax(), DIGITS_MAX);
    }

    private EntryRules rules(List<Integer> rooms) {
        List<Question> questions = new ArrayList<>();
        if (modification == null) {
            questions.add(new Question(PinPrompt.PIN, rooms.get(0)));
        } else {
            int newRoom = rooms.get(rooms.size() - 1);
            if (modification.asksOld()) {
                questions.add(new Question(PinPrompt.OLD, rooms.get(0)));
            }
            questions.add(new Question(PinPrompt.NEW, newRoom));
            if (modification.asksTwice()) {
                questions.add(new Question(PinPrompt.REPEAT, newRoom));
            }
        }
        // Digits typed on after an end by itself would get into the next PIN of a modification.
        boolean endsAtMaximum = modification == null && (request.entryValidationCondition() & AT_MAXIMUM) != 0;
        int timeOutS = request.timeOut() == 0 ? TIME_OUT_DEFAULT_S : Math.min(request.timeOut(), TIME_OUT_MAX_S);
        return new EntryRules(least(), most(), endsAtMaximum, timeOutS * questions.size(), questions);
    }

    private ByteBuffer padding() {
        int length = Math.max(0, request.apdu().remaining() - PinCommand.HEADER - 1);
        return copy(request.apdu().remaining() - length, length);
    }

    /** The PC's buffer is reused while the user types, so the template keeps bytes of its own. */
    private ByteBuffer copy(int from, int length) {
        ByteBuffer apdu = request.apdu();
        ByteBuffer own = ByteBuffer.allocate(length);
        return own.put(apdu.slice(apdu.position() + from, length)).flip().asReadOnlyBuffer();
    }
}
