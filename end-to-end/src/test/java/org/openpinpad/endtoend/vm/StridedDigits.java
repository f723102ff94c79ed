// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Digits of a PIN that stand at one distance from each other, as where each message carries one: a run of at least
 * {@value #RUN} consecutive digits, forwards or backwards, as numbers or as ASCII, which is also the code of a key. Of a
 * shorter PIN nothing is looked for, as chance would find it.
 */
final class StridedDigits {
    static final int RUN = 9;
    static final int DISTANCE_MAX = 256;

    private StridedDigits() {}

    /** Each form and distance that occurs, once. */
    static List<String> in(byte[] bytes, String pin) {
        List<String> found = new ArrayList<>();
        for (int first = 0; first + RUN <= pin.length(); first++) {
            String run = pin.substring(first, first + RUN);
            find(found, bytes, run, '0', "digits as numbers");
            find(found, bytes, run, 0, "digits as ASCII");
        }
        return found;
    }

    private static void find(List<String> found, byte[] bytes, String run, int zero, String form) {
        for (int distance = 1; distance <= DISTANCE_MAX; distance++) {
            for (boolean backwards : new boolean[] {false, true}) {
                String name = String.format(
                        Locale.ROOT, "%s at a distance of %d%s", form, distance, backwards ? " backwards" : "");
                if (occurs(bytes, run, zero, backwards ? -distance : distance) && !found.contains(name)) {
                    found.add(name);
                }
            }
        }
    }

    private static boolean occurs(byte[] bytes, String run, int zero, int step) {
        int span = (run.length() - 1) * step;
        for (int at = Math.max(0, -span); at < bytes.length - Math.max(0, span); at++) {
            int digit = 0;
            while (digit < run.length() && bytes[at + digit * step] == run.charAt(digit) - zero) {
                digit++;
            }
            if (digit == run.length()) {
                return true;
            }
        }
        return false;
    }
}
