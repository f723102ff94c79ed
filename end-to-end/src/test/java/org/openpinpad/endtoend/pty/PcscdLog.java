// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpinpad.simulator.demo.PinForms;

/**
 * The log of pcscd and libccid with all they can tell: each frame of the line, each command of a program, each escape. What
 * has the same label is searched as one piece, so that digits sent one by one are found too.
 */
final class PcscdLog {
    /** Microseconds since the line before; then text; then bytes in hexadecimal, if any. */
    private static final Pattern LINE = Pattern.compile("^\\d{8} (.*?)((?:\\b[0-9A-F]{2} )*)$", Pattern.MULTILINE);

    /** libccid's label of a frame to the reader. */
    private static final String TO_READER = "-> 000000 ";

    /** A frame with PC_to_RDR_Secure, CCID 1.1 §6.1.11, in the framing of the serial line. */
    private static final String SECURE = "030669";

    private final Map<String, ByteArrayOutputStream> dumps = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private int secures;

    PcscdLog(String log) {
        Matcher line = LINE.matcher(log);
        while (line.find()) {
            String label = line.group(1);
            String hex = line.group(2).replace(" ", "");
            text.append(label).append('\n');
            if (!hex.isEmpty()) {
                dumps.computeIfAbsent(label, key -> new ByteArrayOutputStream())
                        .writeBytes(HexFormat.of().parseHex(hex));
            }
            if (label.equals(TO_READER) && hex.startsWith(SECURE)) {
                secures++;
            }
        }
    }

    /** How many PIN entries the PC asked for. */
    int secures() {
        return secures;
    }

    /** Which forms of the PIN occur, and where; empty if none. */
    List<String> find(String pin) {
        List<String> found = new ArrayList<>();
        dumps.forEach((label, bytes) -> {
            for (String form : PinForms.in(bytes.toByteArray(), pin)) {
                found.add(form + " in \"" + label + "\"");
            }
        });
        if (text.indexOf(pin) >= 0) {
            found.add("text");
        }
        return found;
    }
}
