// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes requests that are good in each field by itself and often as a whole; {@link BitModel} says which are. */
final class RequestGenerator {
    private static final int[] VERIFY_INS = {0x20, 0x26, 0x28};
    private static final int[] NUMBERS = {0, 1, 2, 3, 0xFF};

    private final SplittableRandom random;

    RequestGenerator(SplittableRandom random) {
        this.random = random;
    }

    /** abData of a Secure message. */
    byte[] request(Category c) {
        Shape shape = c.data() ? withData(c) : withoutData(c);
        int min =
                shape.fixedDigits > 0 ? shape.fixedDigits : chance(60) ? below(9) : chance(50) ? below(33) : below(256);
        int max = shape.fixedDigits > 0 ? shape.fixedDigits : chance(30) ? 128 + below(128) : min + below(256 - min);
        boolean old = c.modify() && shape.old;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(c.modify() ? 1 : 0);
        out.write(below(256));
        out.write(shape.posUnit << 7 | shape.pos << 3 | (c.right() ? 4 : 0) | c.encoding());
        out.write(shape.length << 4 | shape.frame);
        out.write(shape.lengthUnit << 4 | shape.lengthPos);
        if (c.modify()) {
            out.write(shape.offsetOld);
            out.write(shape.offsetNew);
        }
        out.write(max);
        out.write(min);
        if (c.modify()) {
            out.write((old ? 2 : 0) | below(2));
        }
        out.write(below(8));
        int number = c.modify() ? NUMBERS[below(5)] : NUMBERS[chance(30) ? 4 : below(2)];
        out.write(number);
        out.writeBytes(bytes(2));
        out.writeBytes(bytes(c.modify() ? indexes(number) : 1));
        out.writeBytes(chance(70) ? new byte[3] : bytes(3));
        out.write(chance(50) ? below(4) : 0x40 + below(16));
        int ins = c.modify() ? (chance(50) ? 0x24 : 0x2C) : VERIFY_INS[below(3)];
        out.write(ins);
        out.write(!c.modify() || old ? 0 : ins == 0x24 ? 1 : 2);
        out.write(below(256));
        if (shape.data > 0 || chance(50)) {
            out.write(shape.data);
        }
        out.writeBytes(padding(shape.data));
        return out.toByteArray();
    }

    /** PINs that fit, often the shortest or the longest. */
    List<String> pins(BitModel model) {
        List<String> pins = new ArrayList<>();
        for (int i = 0; i < model.drawings().size(); i++) {
            int room = model.room(i);
            int digits = chance(25) ? model.min() : chance(30) ? room : model.min() + below(room - model.min() + 1);
            StringBuilder pin = new StringBuilder();
            while (pin.length() < digits) {
                pin.append((char) ('0' + below(10)));
            }
            pins.add(pin.toString());
        }
        return pins;
    }

    /** The request with some bytes changed, lost or added. */
    byte[] spoilt(byte[] request) {
        byte[] spoilt = request.clone();
        int changes = below(4);
        for (int i = 0; i < changes; i++) {
            int at = below(chance(70) ? Math.min(spoilt.length, 26) : spoilt.length);
            spoilt[at] = (byte) (chance(40) ? spoilt[at] ^ 1 << below(8) : chance(50) ? below(256) : below(20));
        }
        if (chance(10)) {
            spoilt = Arrays.copyOf(spoilt, below(spoilt.length + 20));
        }
        return chance(2) ? bytes(below(60)) : spoilt;
    }

    private static final class Shape {
        int data;
        boolean old;
        int offsetOld;
        int offsetNew;
        int posUnit;
        int pos;
        int frame;
        int length;
        int lengthUnit;
        int lengthPos;
        int fixedDigits;
    }

    private Shape withoutData(Category c) {
        Shape s = new Shape();
        s.old = chance(60);
        s.length = c.length() ? 1 + below(15) : 0;
        s.posUnit = s.length == 8 || s.length == 0 ? below(2) : 0;
        s.pos = s.posUnit == 1 ? s.length / 8 : s.length;
        s.lengthUnit = below(2);
        s.lengthPos = c.length() ? 0 : below(16);
        if (chance(30)) {
            s.frame = 1 + below(15);
            s.fixedDigits = s.frame * (c.encoding() == 1 ? 2 : 1);
            s.offsetNew = c.modify() && s.old ? (s.length + 7) / 8 + s.frame : 0;
        }
        return s;
    }

    private Shape withData(Category c) {
        Shape s = new Shape();
        s.old = chance(60);
        s.length = c.length() ? (chance(40) ? 4 : 1 + below(15)) : 0;
        s.lengthUnit = below(2);
        s.lengthPos = chance(40) ? 0 : below(16);
        s.posUnit = below(2);
        s.pos = s.length == 0 && chance(90) ? 0 : s.posUnit == 1 ? below(4) : below(16);
        s.frame = chance(40) ? 0 : 1 + below(15);
        int behind = (s.lengthPos * (s.lengthUnit == 1 ? 8 : 1) + s.length + 7) / 8;
        if (chance(20)) {
            s.frame = 1 + below(15);
            s.pos = 0;
            block(s, c, behind + s.frame);
        } else if (chance(50)) {
            s.frame = 1 + below(15);
            block(s, c, s.frame + (s.length == 0 ? 0 : below(3)));
        } else {
            block(s, c, 1 + below(chance(70) ? 24 : 255));
        }
        return s;
    }

    /** Data whose last or only block has so many bytes, and the old PIN's often the same. */
    private void block(Shape s, Category c, int bytes) {
        s.data = bytes;
        if (c.modify()) {
            int oldBytes = chance(90) ? bytes : 1 + below(40);
            s.offsetOld = chance(90) || s.old ? 0 : below(20);
            s.offsetNew = chance(90) && s.old ? oldBytes : chance(90) ? 0 : below(40);
            s.data = Math.min(255, s.offsetNew + bytes);
        }
        s.offsetNew = Math.min(s.offsetNew, 255);
    }

    private int indexes(int number) {
        if (chance(10)) {
            return 1 + below(3);
        }
        return number == 0 ? 1 : number == 1 || number == 2 ? 2 : 3;
    }

    private byte[] padding(int length) {
        byte[] padding = bytes(length);
        if (chance(85)) {
            Arrays.fill(padding, (byte) (chance(50) ? 0xFF : chance(50) ? 0 : below(256)));
        }
        return padding;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
