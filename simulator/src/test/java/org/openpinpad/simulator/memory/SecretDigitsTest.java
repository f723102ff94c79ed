// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds each form of the digits that it claims to find. */
class SecretDigitsTest {

    private static final int MIDDLE = 5000;

    private final SecretDigits digits = new SecretDigits(new Random(42));
    private final byte[] memory = new byte[2 * MIDDLE];

    private long found() {
        List<SecretDigits.Hit> hits = new ArrayList<>();
        digits.search(memory, 0, memory.length, memory.length, 0, hits);
        return hits.size();
    }

    private int digit(int index) {
        return digits.key(index) - '0';
    }

    @ParameterizedTest(name = "{0} apart from {1}")
    @CsvSource({
        "1, 48", "1, 0", "-1, 48", "-1, 0", "2, 48", "2, 0", "4, 0", "-4, 0", "8, 0", "24, 48", "48, 48", "256, 48",
        "-256, 0"
    })
    void digitsAtAConstantDistance(int stride, int zero) {
        for (int i = 0; i < SecretDigits.COUNT; i++) {
            memory[MIDDLE + i * stride] = (byte) (zero + digit(i));
        }
        assertEquals(1, found());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void nineOfThemAreEnough(int first) {
        for (int i = first; i < first + SecretDigits.ENOUGH; i++) {
            memory[MIDDLE + i] = digits.key(i);
        }
        assertEquals(1, found());
        memory[MIDDLE + first] = 0;
        assertEquals(0, found());
    }

    @Test
    void packed() {
        for (int i = 0; i < SecretDigits.COUNT; i += 2) {
            memory[MIDDLE + i / 2] = (byte) (digit(i) << 4 | digit(i + 1));
        }
        assertEquals(1, found());
    }

    @Test
    void packedHalfAByteOn() {
        memory[MIDDLE] = (byte) (0x20 | digit(0));
        for (int i = 1; i < SecretDigits.COUNT - 1; i += 2) {
            memory[MIDDLE + (i + 1) / 2] = (byte) (digit(i) << 4 | digit(i + 1));
        }
        memory[MIDDLE + SecretDigits.COUNT / 2] = (byte) (digit(SecretDigits.COUNT - 1) << 4 | 0x0F);
        assertEquals(1, found());
    }

    @Test
    void nothingInNothing() {
        assertEquals(0, found());
    }
}
