// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;

/** Runs cases one after the other and prints {@code ok NAME} or {@code FAIL NAME: reason} for each, as the scripts do. */
final class Checks {
    /** One case; it throws to say what is wrong. */
    interface Case {
        void run() throws IOException;
    }

    private Checks() {}

    static void check(String name, Case body) {
        try {
            body.run();
            System.out.println("ok " + name);
        } catch (IOException e) {
            System.out.println("FAIL " + name + ": " + e.getMessage());
        }
    }

    static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
