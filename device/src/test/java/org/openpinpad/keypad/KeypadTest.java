// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** The keypad's thread: what is a key, who is told, and that the stage is empty before the next one. */
@Timeout(60)
class KeypadTest {

    private final LockedPage page = LockedPage.map(Libc.load());
    private final KeyStage stage = new KeyStage(page);
    private final BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
    private final List<String> told = new ArrayList<>();
    private final List<Boolean> emptyBefore = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteBuffer taken = ByteBuffer.allocateDirect(2);
    private boolean takesDigits;

    private final KeyListener listener = new KeyListener() {
        @Override
        public void digit(KeyStage from) {
            told.add("digit");
            if (takesDigits) {
                from.moveTo(taken, 1);
            }
        }

        @Override
        public void key(ControlKey key) {
            told.add(key.name());
        }

        @Override
        public void closed() {
            ended.countDown();
        }
    };

    /** -1 ends the source. */
    private boolean read(long address) {
        emptyBefore.add(page.isWiped());
        int code = codes.remove();
        if (code < 0) {
            return false;
        }
        new Pointer(address).setByte(0, (byte) code);
        return true;
    }

    private List<String> press(int... keys) throws InterruptedException {
        for (int key : keys) {
            codes.add(key);
        }
        codes.add(-1);
        new Keypad(this::read, stage, listener).start();
        assertTrue(ended.await(20, TimeUnit.SECONDS), "the keypad ends with its source");
        assertEquals(List.of(), emptyBefore.stream().filter(empty -> !empty).toList(), "the stage is empty");
        assertTrue(page.isWiped());
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "O, OK",
        "o, OK",
        "C, CORRECT",
        "c, CORRECT",
        "X, CANCEL",
        "x, CANCEL",
        "E, CLEAR",
        "e, CLEAR",
        "-, PULL_CARD",
        "+, INSERT_CARD"
    })
    void lettersAreControlKeys(char letter, ControlKey key) throws InterruptedException {
        assertEquals(List.of(key.name()), press(letter));
    }

    @Test
    void whatATerminalSendsForEnterDeleteAndKillLine() throws InterruptedException {
        assertEquals(List.of("OK", "CORRECT", "CORRECT", "CLEAR"), press(13, 8, 127, 21));
    }

    @Test
    void everyOtherByteIsNoKey() throws InterruptedException {
        String keys = "0123456789OoCcEeXx-+\r\b\u007F\u0015";
        int[] others = java.util.stream.IntStream.range(0, 256)
                .filter(code -> keys.indexOf(code) < 0)
                .toArray();
        assertEquals(256 - 24, others.length);
        assertEquals(List.of(), press(others));
    }

    @Test
    void digitsAreToldWithoutTheirValue() throws InterruptedException {
        assertEquals(
                List.of("digit", "digit", "digit", "digit", "digit", "digit", "digit", "digit", "digit", "digit", "OK"),
                press('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'O'));
    }

    @Test
    void aDigitIsMovedOutOfTheStage() throws InterruptedException {
        takesDigits = true;
        press('7');
        assertEquals((byte) '7', taken.get(1));
        assertEquals(0, taken.get(0));
    }

    @Test
    void anEmptyStageHoldsNoKey() {
        assertEquals(false, stage.isDigit());
        assertEquals(null, stage.controlKey());
    }
}
