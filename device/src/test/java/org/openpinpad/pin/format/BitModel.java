// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.display.PinPrompt;

/**
 * docs/decisions/0008 once more, sentence by sentence and bit by bit, with nothing in common with the product. It is slow and
 * simple on purpose: bits are the characters 0 and 1.
 *
 * @param blame empty when the request is accepted; else the fields of which one is to be named
 * @param drawings one for each PIN that goes into the command; empty when refused
 */
record BitModel(
        ModelRequest request,
        Set<PinField> blame,
        List<PinPrompt> prompts,
        int min,
        int max,
        int timeOutS,
        List<BlockDrawing> drawings) {

    private static final int DIGITS_MAX = 127;
    private static final int LC_MAX = 255;
    private static final int LC_MAX_OF_TWO = 127;

    static BitModel of(ModelRequest r) {
        int min = Math.max(1, r.secondByte(PinField.PIN_MAX_EXTRA_DIGIT));
        int max = Math.min(DIGITS_MAX, r.value(PinField.PIN_MAX_EXTRA_DIGIT));
        int time = r.value(PinField.TIME_OUT);
        List<BlockDrawing> drawings = new ArrayList<>();
        Set<PinField> blame = wrongByItself(r, min, max);
        if (blame.isEmpty()) {
            blame = wrongCommand(r);
        }
        if (blame.isEmpty()) {
            drawings = draw(r);
            blame = wrongDrawings(r, drawings, min);
        }
        return new BitModel(
                r,
                blame,
                prompts(r),
                min,
                max,
                (time == 0 ? 30 : Math.min(time, 180)) * prompts(r).size(),
                blame.isEmpty() ? drawings : List.of());
    }

    boolean accepts() {
        return blame.isEmpty();
    }

    boolean hasData() {
        return dataBytes(request) > 0;
    }

    /** Most digits that can be typed and fit. */
    int room(int pin) {
        return Math.min(max, drawings.get(pin).room());
    }

    byte[] command(List<String> pins) {
        StringBuilder data = new StringBuilder();
        if (hasData()) {
            for (int i = 0; i < dataBytes(request); i++) {
                data.append(binary(request.apdu(5 + i), 8));
            }
        }
        for (int i = 0; i < drawings.size(); i++) {
            drawings.get(i).write(pins.get(i), data);
        }
        int bytes = data.length() / 8;
        byte[] command = new byte[5 + bytes];
        for (int i = 0; i < 4; i++) {
            command[i] = (byte) request.apdu(i);
        }
        command[4] = (byte) bytes;
        for (int i = 0; i < bytes; i++) {
            command[5 + i] = (byte) Integer.parseInt(data.substring(8 * i, 8 * i + 8), 2);
        }
        return command;
    }

    static String binary(int value, int bits) {
        StringBuilder text = new StringBuilder();
        for (int weight = 1 << bits >> 1; weight > 0; weight /= 2) {
            text.append(value / weight % 2);
        }
        return text.toString();
    }

    private static Set<PinField> wrongByItself(ModelRequest r, int min, int max) {
        if (r.value(PinField.FORMAT_STRING) % 4 == 3) {
            return EnumSet.of(PinField.FORMAT_STRING);
        }
        if (r.value(PinField.PIN_LENGTH_FORMAT) >= 0x20) {
            return EnumSet.of(PinField.PIN_LENGTH_FORMAT);
        }
        if (min > max) {
            return EnumSet.of(PinField.PIN_MAX_EXTRA_DIGIT);
        }
        if (r.isModification() && r.value(PinField.CONFIRM_PIN) > 3) {
            return EnumSet.of(PinField.CONFIRM_PIN);
        }
        if (r.value(PinField.ENTRY_VALIDATION_CONDITION) > 7) {
            return EnumSet.of(PinField.ENTRY_VALIDATION_CONDITION);
        }
        int number = r.value(PinField.NUMBER_MESSAGE);
        boolean knownNumber = number == 0xFF || number <= 3;
        return knownNumber ? Set.of() : EnumSet.of(PinField.NUMBER_MESSAGE);
    }

    private static Set<PinField> wrongCommand(ModelRequest r) {
        if (r.apduLength() < 4) {
            return EnumSet.of(PinField.PIN_APDU);
        }
        int cla = r.apdu(0);
        int ins = r.apdu(1);
        int p1 = r.apdu(2);
        boolean known = r.isModification()
                ? (ins == 0x24 && p1 <= 1) || (ins == 0x2C && (p1 == 0 || p1 == 2))
                : (ins == 0x20 || ins == 0x26 || ins == 0x28) && p1 == 0;
        boolean knownClass = cla <= 0x03 || (cla >= 0x40 && cla <= 0x4F);
        boolean whole = r.apduLength() == 4 || r.apduLength() == 5 + r.apdu(4);
        if (!known || !knownClass || !whole) {
            return EnumSet.of(PinField.PIN_APDU);
        }
        return r.isModification() && asksOld(r) != (p1 == 0)
                ? EnumSet.of(PinField.PIN_APDU, PinField.CONFIRM_PIN)
                : Set.of();
    }

    /** A drawing for each block; the old PIN's is the first. */
    private static List<BlockDrawing> draw(ModelRequest r) {
        int n = dataBytes(r);
        boolean old = r.isModification() && asksOld(r);
        if (n == 0) {
            BlockDrawing drawing = BlockDrawing.withoutData(r, old ? LC_MAX_OF_TWO : LC_MAX);
            return old ? List.of(drawing, drawing) : List.of(drawing);
        }
        int last = r.isModification() ? r.value(PinField.INSERTION_OFFSET_NEW) : 0;
        BlockDrawing lastBlock = BlockDrawing.withData(r, last, n);
        return old
                ? List.of(BlockDrawing.withData(r, r.value(PinField.INSERTION_OFFSET_OLD), last), lastBlock)
                : List.of(lastBlock);
    }

    private static Set<PinField> wrongDrawings(ModelRequest r, List<BlockDrawing> drawings, int min) {
        Set<PinField> blame = EnumSet.noneOf(PinField.class);
        for (BlockDrawing drawing : drawings) {
            blame.addAll(drawing.blame());
        }
        boolean drawn = blame.isEmpty();
        for (BlockDrawing drawing : drawings) {
            if (drawn && (drawing.room() < min || passesForDigits(r, drawing, min))) {
                blame.addAll(BlockDrawing.ALL_OF_LAYOUT);
            }
        }
        if (r.isModification() && dataBytes(r) == 0) {
            boolean old = asksOld(r);
            int oldBlock = old ? drawings.get(0).fixedBytes() : 0;
            if (r.value(PinField.INSERTION_OFFSET_NEW) != oldBlock) {
                blame.add(PinField.INSERTION_OFFSET_NEW);
            }
        }
        if (r.isModification()) {
            PinField first = asksOld(r) ? PinField.INSERTION_OFFSET_OLD : PinField.INSERTION_OFFSET_NEW;
            if (r.value(first) != 0) {
                blame.add(first);
            }
        }
        if (!r.isModification()) {
            blame.remove(PinField.INSERTION_OFFSET_OLD);
            blame.remove(PinField.INSERTION_OFFSET_NEW);
        }
        return blame;
    }

    /** Whether what the PC has in the places that the shortest PIN leaves could be taken for more digits. */
    private static boolean passesForDigits(ModelRequest r, BlockDrawing drawing, int min) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < dataBytes(r); i++) {
            data.append(binary(r.apdu(5 + i), 8));
        }
        Set<String> left = new HashSet<>(drawing.leftBy(min, data.toString()));
        boolean digit = false;
        for (String code : left) {
            int value = Integer.parseInt(code, 2);
            boolean ascii = r.value(PinField.FORMAT_STRING) % 4 == 2;
            digit |= ascii ? value >= '0' && value <= '9' : value >= 1 && value <= 9;
        }
        return left.size() > 1 || digit;
    }

    private static List<PinPrompt> prompts(ModelRequest r) {
        if (!r.isModification()) {
            return List.of(PinPrompt.PIN);
        }
        List<PinPrompt> prompts = new ArrayList<>();
        if (asksOld(r)) {
            prompts.add(PinPrompt.OLD);
        }
        prompts.add(PinPrompt.NEW);
        if (r.value(PinField.CONFIRM_PIN) % 2 == 1) {
            prompts.add(PinPrompt.REPEAT);
        }
        return prompts;
    }

    private static boolean asksOld(ModelRequest r) {
        return r.value(PinField.CONFIRM_PIN) / 2 % 2 == 1;
    }

    private static int dataBytes(ModelRequest r) {
        return r.apduLength() <= 5 ? 0 : r.apduLength() - 5;
    }
}
