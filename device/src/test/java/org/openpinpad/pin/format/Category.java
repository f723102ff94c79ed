// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of request that can be sound.
 *
 * @param encoding bits 1-0 of bmFormatString: 0 binary, 1 BCD, 2 ASCII
 */
record Category(boolean modify, boolean data, boolean length, boolean right, int encoding) {

    private static final List<String> ENCODINGS = List.of("bin", "bcd", "asc");

    static List<Category> all() {
        List<Category> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            for (int encoding = 0; encoding < 3; encoding++) {
                Category category = new Category((i & 8) != 0, (i & 4) != 0, (i & 2) != 0, (i & 1) != 0, encoding);
                if (!category.isRefused()) {
                    all.add(category);
                }
            }
        }
        return all;
    }

    /** BCD at the right of data that the PC did not send. */
    private boolean isRefused() {
        return right && encoding == 1 && !data;
    }

    @Override
    public String toString() {
        return ENCODINGS.get(encoding)
                + (right ? "R" : "L")
                + (length ? "+len" : "")
                + (data ? "+data" : "")
                + (modify ? "/M" : "/V");
    }
}
