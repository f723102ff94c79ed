// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The forms in which a PIN is written, each searched for in a heap of bytes. */
public final class PinForms {
    private PinForms() {}

    /**
     * Which forms of the PIN occur, digits in their order or backwards. A BCD form is found in either half of the first byte; it
     * is in every block of ISO 9564-1 whose PIN field is clear, of which format 2 (control nibble 2, length nibble, digits) is
     * named by itself.
     */
    public static List<String> in(byte[] bytes, String pin) {
        List<String> found = new ArrayList<>();
        String reversed = reversed(pin);
        // Latin-1 makes a string of bytes in which indexOf searches bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String nibbles = HexFormat.of().formatHex(bytes);
        find(found, "", text, nibbles, pin);
        if (!reversed.equals(pin)) {
            find(found, " backwards", text, nibbles, reversed);
        }
        find(found, "ISO 9564 format 2 block", nibbles, "2" + Integer.toHexString(pin.length()) + pin);
        String number = bigEndian(pin);
        if (!number.startsWith("\0\0")) { // a smaller one is in every length field
            find(found, "binary number", text, number);
            find(found, "binary number backwards", text, reversed(number));
        }
        return found;
    }

    private static void find(List<String> found, String order, String text, String nibbles, String digits) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        find(found, "ASCII" + order, text, digits);
        find(found, "UTF-16" + order, text, String.join("\0", digits.split("")));
        find(found, "UTF-32" + order, text, String.join("\0\0\0", digits.split("")));
        find(found, "raw digits" + order, text, raw(digits));
        find(found, "ASCII hexadecimal" + order, lowerCase, hex(digits));
        find(found, "raw hexadecimal" + order, lowerCase, hex(raw(digits)));
        find(found, "BCD" + order, nibbles, digits);
        find(found, "BCD with nibbles swapped" + order, nibbles, swapped(digits));
    }

    private static void find(List<String> found, String form, String text, String wanted) {
        if (text.contains(wanted)) {
            found.add(form);
        }
    }

    /** One character a digit, with the digit's value. */
    private static String raw(String pin) {
        StringBuilder out = new StringBuilder();
        pin.chars().forEach(digit -> out.append((char) (digit - '0')));
        return out.toString();
    }

    /** The PIN as one number: an int32 or, where that is too small, as many bytes as it takes. */
    private static String bigEndian(String pin) {
        BigInteger number = new BigInteger(pin);
        StringBuilder out = new StringBuilder();
        for (int shift = (Math.max(Integer.SIZE, number.bitLength()) + 7) / 8 * 8 - 8; shift >= 0; shift -= 8) {
            out.append((char) (number.shiftRight(shift).intValue() & 0xFF));
        }
        return out.toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String hex(String pin) {
        return HexFormat.of().formatHex(pin.getBytes(StandardCharsets.US_ASCII));
    }

    private static String swapped(String pin) {
        StringBuilder out = new StringBuilder();
        String even = pin.length() % 2 == 0 ? pin : pin.substring(0, pin.length() - 1);
        for (int i = 0; i < even.length(); i += 2) {
            out.append(even.charAt(i + 1)).append(even.charAt(i));
        }
        return out.toString();
    }
}
