// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.LittleEndian;

/** Data stages of the class requests (CCID 1.1 §5.3.2, §5.3.3): the reader has one clock and one rate to tell. */
final class ControlData {
    private ControlData() {}

    static ByteBuffer word(long value) {
        ByteBuffer word = ByteBuffer.allocateDirect(Integer.BYTES);
        LittleEndian.put32(word, 0, value);
        return word;
    }
}
