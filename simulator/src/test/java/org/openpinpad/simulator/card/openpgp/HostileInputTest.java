// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openpinpad.simulator.card.T0Card;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.VirtualCard;

/** Whatever bytes come, the card answers with a status word of ISO 7816-4 and goes on. */
class HostileInputTest {

    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 100_000;
    private static final int GENERATE = 0x47;

    private final List<byte[]> commands = StatusWordsTest.rows().stream()
            .map(row -> HexFormat.of().parseHex(row.split("\\|", -1)[1].replace(" ", "")))
            .toList();

    HostileInputTest() throws IOException {}

    private static VirtualCard card() {
        return OpenPgpCard.inMemory(Lengths.EXTENDED);
    }

    /** An open card with EC keys, so that random commands come far and are quick. */
    private static Terminal opened(VirtualCard card) {
        Terminal terminal = new Terminal(card);
        terminal.send(Pins.VERIFY_ADMIN);
        for (String attributes : List.of("C1 09 13", "C2 09 12", "C3 09 13")) {
            terminal.send("00 DA 00" + attributes + "2A8648CE3D030107");
        }
        for (String crt : List.of("B600", "B800", "A400")) {
            terminal.send("00 47 80 00 02" + crt);
        }
        terminal.send(Pins.VERIFY_USER);
        terminal.send(Pins.VERIFY_SIGN);
        return terminal;
    }

    private static void plausible(byte[] command, byte[] answer) {
        int sw1 = answer.length < 2 ? 0 : answer[answer.length - 2] & 0xFF;
        assertTrue(sw1 == 0x90 || (sw1 & 0xF0) == 0x60, () -> HexFormat.of().formatHex(command));
    }

    @Test
    void everyTruncationAndExtensionOfEveryCommandGetsAStatusWord() {
        for (VirtualCard card : List.of(card(), new T0Card(OpenPgpCard.inMemory(Lengths.SHORT)))) {
            Terminal terminal = opened(card);
            for (byte[] command : commands) {
                for (int length = 0; length <= command.length + 3; length++) {
                    byte[] torn = Arrays.copyOf(command, length);
                    if (length < 2 || (torn[1] & 0xFF) != GENERATE) {
                        plausible(torn, terminal.send(torn));
                    }
                }
            }
            assertEquals("6a88", terminal.send("00CA00FF00"), "the card goes on");
        }
    }

    @Test
    void randomBytesGetAStatusWord() {
        Random random = new Random(SEED);
        VirtualCard card = card();
        Terminal terminal = opened(card);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] command = random.nextInt(4) == 0 ? anything(random) : mutated(random);
            plausible(command, terminal.send(command));
            if (random.nextInt(200) == 0) {
                card.reset();
                terminal.send("00 E6 00 00");
                terminal.send("00 44 00 00");
                terminal = opened(card);
            }
        }
        assertEquals("9000", new Terminal(card()).send("00 A4 04 00 06 D27600012401"));
    }

    private static byte[] anything(Random random) {
        byte[] command = new byte[random.nextInt(300)];
        random.nextBytes(command);
        return withoutRsa(command);
    }

    /** A command of the table with a few bytes changed, cut off or added. */
    private byte[] mutated(Random random) {
        byte[] command = commands.get(random.nextInt(commands.size()));
        command = Arrays.copyOf(
                command, Math.max(0, command.length + (random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0)));
        for (int i = random.nextInt(3); i > 0 && command.length > 0; i--) {
            command[random.nextInt(command.length)] = (byte) random.nextInt(256);
        }
        return withoutRsa(command);
    }

    /** No key generation: an RSA key takes longer than all the rest. */
    private static byte[] withoutRsa(byte[] command) {
        if (command.length > 2 && command[1] == GENERATE && command[2] == (byte) 0x80) {
            command[2] = (byte) 0x81;
        }
        return command;
    }
}
