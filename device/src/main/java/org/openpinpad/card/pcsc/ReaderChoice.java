// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which of the service's readers is meant.
 *
 * @param wanted its name, or a part of it that no other reader has; an empty one means the only reader there is
 */
record ReaderChoice(String wanted) {

    sealed interface Found {
        record One(String name) implements Found {}

        /** None or several; {@code why} is one sentence: what, why, what to do. */
        record Unclear(String why) implements Found {}
    }

    Found among(List<String> names) {
        if (names.contains(wanted)) {
            return new Found.One(wanted);
        }
        List<String> matching =
                names.stream().filter(name -> name.contains(wanted)).toList();
        return switch (matching.size()) {
            case 1 -> new Found.One(matching.get(0));
            case 0 -> new Found.Unclear(names.isEmpty() ? none() : noneCalled(names));
            default -> new Found.Unclear(several(matching));
        };
    }

    private static String none() {
        return "The PC/SC service knows no card reader; plug one in, and check that its driver is installed"
                + " (apt install libccid).";
    }

    private String noneCalled(List<String> names) {
        return "No card reader is called \"" + wanted + "\"; take the name of one that is there, or a part of it: "
                + quoted(names) + ".";
    }

    private String several(List<String> matching) {
        String what =
                wanted.isEmpty() ? "There are several card readers" : "Several card readers match \"" + wanted + "\"";
        return what + "; take more of the name of the one you mean: " + quoted(matching) + ".";
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }
}
