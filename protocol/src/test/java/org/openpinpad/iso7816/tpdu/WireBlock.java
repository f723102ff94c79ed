// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.openpinpad.ccid.Vectors.hex;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of T=1 as the tests write and see it (ISO/IEC 7816-3 §11.3.2), without its epilogue and without the code under test. */
record WireBlock(int nad, int pcb, String inf) {

    /** R-block, b4 to b1: why it is sent (§11.3.2.2). */
    static final int NO_ERROR = 0;

    static final int EDC_OR_PARITY = 1;
    static final int OTHER_ERROR = 2;

    private static final List<String> S_NAMES = List.of("RESYNCH", "IFS", "ABORT", "WTX");
    private static final Pattern I = Pattern.compile("I\\(([01]),([01])\\)(.*)");
    private static final Pattern R = Pattern.compile("R\\(([01])\\)( edc| other|)");
    private static final Pattern S = Pattern.compile("S\\((\\w+) (request|response)\\)(.*)");

    /** From {@code I(N(S),M) INF}, {@code R(N(R)) [edc|other]}, {@code S(WTX request) INF}; INF in hex. */
    static WireBlock of(String text) {
        Matcher i = I.matcher(text);
        if (i.matches()) {
            return new WireBlock(0, bit(i, 1) << 6 | bit(i, 2) << 5, inf(i.group(3)));
        }
        Matcher r = R.matcher(text);
        if (r.matches()) {
            int error = List.of("", " edc", " other").indexOf(r.group(2));
            return new WireBlock(0, 0x80 | bit(r, 1) << 4 | error, "");
        }
        Matcher s = S.matcher(text);
        if (s.matches()) {
            int response = s.group(2).equals("response") ? 0x20 : 0;
            return new WireBlock(0, 0xC0 | response | S_NAMES.indexOf(s.group(1)), inf(s.group(3)));
        }
        throw new IllegalArgumentException("no block: " + text);
    }

    static WireBlock information(int sendNumber, boolean more, String inf) {
        return new WireBlock(0, sendNumber << 6 | (more ? 0x20 : 0), inf);
    }

    static WireBlock ready(int expectedNumber, int error) {
        return new WireBlock(0, 0x80 | expectedNumber << 4 | error, "");
    }

    boolean isI() {
        return (pcb & 0x9F) == 0;
    }

    boolean isR() {
        return (pcb & 0xEC) == 0x80 && (pcb & 3) != 3;
    }

    boolean isS() {
        return (pcb & 0xDC) == 0xC0;
    }

    int sendNumber() {
        return pcb >> 6 & 1;
    }

    boolean more() {
        return (pcb & 0x20) != 0;
    }

    int expectedNumber() {
        return pcb >> 4 & 1;
    }

    int error() {
        return pcb & 0x0F;
    }

    int length() {
        return inf.length() / 2;
    }

    /** The block in the standard's notation, without INF. */
    String name() {
        if (isI()) {
            return "I(" + sendNumber() + "," + (more() ? 1 : 0) + ")";
        }
        if (isR()) {
            return "R(" + expectedNumber() + ")";
        }
        if (isS()) {
            return "S(" + S_NAMES.get(pcb & 3) + ((pcb & 0x20) == 0 ? " request)" : " response)");
        }
        return String.format("PCB %02X", pcb);
    }

    @Override
    public String toString() {
        return (name() + " " + inf).trim();
    }

    private static int bit(Matcher matched, int group) {
        return matched.group(group).charAt(0) - '0';
    }

    private static String inf(String text) {
        return text.isBlank() ? "" : hex(hex(text));
    }
}
