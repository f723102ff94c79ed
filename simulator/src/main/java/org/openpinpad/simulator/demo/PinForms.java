// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The forms in which a PIN is written, each searched for in a heap of bytes. */
public final class PinForms {
    private PinForms() {}

    /**
     * Which forms of the PIN occur. A BCD form is found in either half of the first byte; it is in every block of ISO 9564-1
     * whose PIN field is clear, of which format 2 (control nibble 2, length nibble, digits) is named by itself.
     */
    public static List<String> in(byte[] bytes, String pin) {
        List<String> found = new ArrayList<>();
        String reversed = new StringBuilder(pin).reverse().toString();
        // Latin-1 makes a string of bytes in which indexOf searches bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String nibbles = HexFormat.of().formatHex(bytes);
        find(found, "ASCII", text, pin);
        find(found, "ASCII backwards", text, reversed);
        find(found, "UTF-16", text, String.join("\0", pin.split("")));
        find(found, "raw digits", text, raw(pin));
        find(found, "ASCII hexadecimal", text.toLowerCase(Locale.ROOT), hex(pin));
        find(found, "BCD", nibbles, pin);
        find(found, "ISO 9564 format 2 block", nibbles, "2" + Integer.toHexString(pin.length()) + pin);
        find(found, "BCD with nibbles swapped", nibbles, swapped(pin));
        return found;
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
