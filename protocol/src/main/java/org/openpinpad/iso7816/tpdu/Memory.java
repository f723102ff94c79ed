// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;

/** Zeros over a buffer's whole capacity. */
final class Memory {

    private Memory() {}

    static void wipe(ByteBuffer bytes) {
        bytes.clear();
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) 0);
        }
    }
}
