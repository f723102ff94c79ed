// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blocks with their codes. Those with a CRC were recorded between a card with CRC (OsEID), two makers' readers and Linux's
 * CCID driver; its author found that Windows computes another one, with which no card works.
 */
class EpilogueTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CRC, 00 C1 01 FE 54 4E",
        "CRC, 00 E1 01 FE 57 75",
        "CRC, 00 00 05 00 A4 00 00 00 B8 DA",
        "CRC, 00 20 14 6F 17 81 02 7F FF 82 01 38 83 02 3F 00 86 03 11 3F FF 85 02 10 29",
        "CRC, 00 90 00 20 6E",
        "CRC, 00 60 07 00 02 8A 01 AA 90 00 A6 33",
        "CRC, 00 80 00 B5 FF",
        "CRC, 00 00 00 39 33",
        "LRC, 00 C1 01 FE 3E",
        "LRC, 00 40 02 90 00 D2",
        "LRC, 00 82 00 82"
    })
    void a_block_ends_with_its_code_and_no_other_bit_may_change(Epilogue epilogue, String block) {
        byte[] whole = bytes(block);
        ByteBuffer written = ByteBuffer.allocate(whole.length).put(whole, 0, whole.length - epilogue.length());
        epilogue.append(written);
        assertEquals(hex(hex(block)), hex(written.flip()));
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            assertTrue(epilogue.agrees(ByteBuffer.wrap(whole)));
            byte[] changed = whole.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertFalse(epilogue.agrees(ByteBuffer.wrap(changed)), "bit " + bit);
        }
    }
}
