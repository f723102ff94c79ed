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

    @ParameterizedTest(name = "{1} from {0}, {2} apart from {3}")
    @CsvSource({
        "0, 10, 1, 48",
        "1, 10, 2, 48",
        "2, 10, -8, 48",
        "1, 11, 1, 0",
        "0, 11, 48, 0",
        "0, 12, 11, 48",
        "0, 12, -9, 0"
    })
    void aPartIsEnoughAtUsualDistancesAndOneDigitLessIsNot(int first, int count, int stride, int zero) {
        for (int i = first; i < first + count; i++) {
            memory[MIDDLE + i * stride] = (byte) (zero + digit(i));
        }
        assertEquals(1, found());
        memory[MIDDLE + first * stride] = (byte) 0xFF;
        assertEquals(0, found());
    }

    /** Writes a number of so many bits from the given bit on. */
    private static void put(byte[] target, int begin, int width, int value) {
        for (int i = 0; i < width; i++) {
            int at = begin + i;
            int bit = (value >> (width - 1 - i)) & 1;
            target[at / 8] |= (byte) (bit << (7 - at % 8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void packedFromAnyBit(int bit) {
        for (int i = 0; i < SecretDigits.COUNT; i++) {
            put(memory, 8 * MIDDLE + bit + 4 * i, 4, digit(i));
        }
        assertEquals(1, found());
        put(memory, 8 * MIDDLE + bit, 4, 15);
        assertEquals(0, found());
    }

    @ParameterizedTest(name = "{2} from {1} on, zero is {3}, from bit {0}")
    @CsvSource({
        "1, 0, 10, 48",
        "2, 1, 10, 48",
        "3, 2, 10, 48",
        "7, 0, 10, 48",
        "1, 1, 11, 0",
        "4, 0, 11, 0",
        "7, 0, 11, 0"
    })
    void charactersAndNumbersFromAnyBit(int bit, int first, int count, int zero) {
        for (int i = first; i < first + count; i++) {
            put(memory, 8 * MIDDLE + bit + 8 * i, 8, zero + digit(i));
        }
        assertEquals(1, found());
        put(memory, 8 * MIDDLE + bit + 8 * first, 8, 0x7F);
        assertEquals(0, found());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void atTheVeryEndAndForManyPins(int bit) {
        for (int seed = 0; seed < 200; seed++) {
            SecretDigits pin = new SecretDigits(new Random(seed));
            byte[] small = new byte[6 + (bit > 0 ? 1 : 0)];
            for (int i = 0; i < SecretDigits.COUNT; i++) {
                put(small, bit + 4 * i, 4, pin.key(i) - '0');
            }
            List<SecretDigits.Hit> hits = new ArrayList<>();
            pin.search(small, 0, small.length, small.length, 0, hits);
            assertEquals(1, hits.size());
        }
    }

    @Test
    void nothingInNothing() {
        assertEquals(0, found());
    }
}
