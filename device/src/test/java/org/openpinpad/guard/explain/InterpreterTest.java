// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.ExplanationText;
import org.openpinpad.display.Language;

/** Whatever is sent and answered, the interpreter has a sentence, keeps a secret, and costs next to nothing. */
class InterpreterTest {

    private static final int ROUNDS = 20_000;
    private static final byte[] NO_DATA = {};

    private static ByteBuffer direct(byte... bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static ByteBuffer direct(String hex) {
        return direct(HexFormat.of().parseHex(hex));
    }

    @Test
    void everyHeaderOfEveryApplicationHasASentence() {
        for (CardApplication application : CardApplication.values()) {
            Interpreter interpreter = new Interpreter();
            interpreter.answered(application, direct("00A40000"), direct(NO_DATA), 0x9000);
            for (int header = 0; header < 0x10000; header++) {
                ByteBuffer command = direct((byte) (header >> 8), (byte) header, (byte) 0x9E, (byte) 0x9A);
                Explanation what = interpreter.explain(command);
                assertEquals(interpreter.act(command), what.act());
                assertFalse(ExplanationText.sentence(what, Language.ENGLISH).isBlank());
            }
        }
    }

    @Test
    void nothingThatIsSentOrAnsweredThrows() {
        Random random = new Random(4);
        Interpreter interpreter = new Interpreter();
        int[] instructions = {0x20, 0x22, 0x2A, 0x47, 0x86, 0x87, 0x88, 0xA4, 0xC0, 0xC2, 0xCA, 0xCB, 0xDA, 0xDB};
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(6) : random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && random.nextInt(3) > 0) {
                bytes[0] = (byte) (random.nextInt(4) == 0 ? 0x10 : 0);
                bytes[1] = (byte) instructions[random.nextInt(instructions.length)];
                bytes[4] = (byte) (bytes.length - 5);
            }
            byte[] data = new byte[random.nextInt(30)];
            random.nextBytes(data);
            ByteBuffer command = direct(bytes);
            Explanation what = interpreter.explain(command);
            assertEquals(interpreter.act(command), what.act());
            interpreter.maySign(command);
            CardApplication[] all = CardApplication.values();
            interpreter.answered(
                    all[random.nextInt(all.length)], command, direct(data), random.nextBoolean() ? 0x9000 : 0x6100);
        }
    }

    /** Reference data, resetting code and keys: what the PC sends for a PIN is said of no command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0020008208",
                "0024008108",
                "002C008108",
                "0026008108",
                "0028008108",
                "00DA00D308",
                "00DB3FFF08",
                "1020008208",
                "8020008208",
                "0C20008208",
                "B042010008",
                "00C2000008"
            })
    void nothingIsSaidOfTheBody(String header) {
        for (CardApplication application : CardApplication.values()) {
            Interpreter interpreter = new Interpreter();
            interpreter.answered(application, direct("00A40000"), direct(NO_DATA), 0x9000);
            String one = ExplanationText.sentence(
                    interpreter.explain(direct(header + "3132333435363738")), Language.ENGLISH);
            String other = ExplanationText.sentence(
                    interpreter.explain(direct(header + "3937393739373937")), Language.ENGLISH);
            assertEquals(one, other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00B0000000, 30820403",
        "00CA7F2100, 53",
        "00CA006500, 5B00",
        "00CB3FFF055C035FC10500, 53",
        "00C0000000, 53",
        "00200082, ''",
        "10DA7F21020102, ''",
    })
    void anOrdinaryReadMakesNoGarbage(String command, String data) {
        Interpreter interpreter = new Interpreter();
        ByteBuffer sent = direct(command);
        ByteBuffer got = direct(data);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(interpreter, sent, got);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            play(interpreter, sent, got);
        }
        assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS, "bytes a command");
    }

    private static void play(Interpreter interpreter, ByteBuffer command, ByteBuffer data) {
        interpreter.act(command);
        interpreter.answered(CardApplication.OPENPGP, command, data, 0x9000);
    }
}
