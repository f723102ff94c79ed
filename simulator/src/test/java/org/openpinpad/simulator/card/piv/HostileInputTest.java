// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
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

    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 50_000;
    private static final int GENERATE = 0x47;
    /** Making an RSA key for each would take hours. */
    private static final String RSA = "800107";

    private final List<byte[]> commands = StatusWordsTest.rows().stream()
            .map(row -> row.split("\\|", -1)[1].replace(" ", ""))
            .filter(command -> !command.contains(RSA))
            .map(HexFormat.of()::parseHex)
            .toList();

    HostileInputTest() throws IOException {}

    /** An open card with EC keys, so that random commands come far and are quick. */
    private static PivTerminal opened(VirtualCard card) throws GeneralSecurityException {
        PivTerminal terminal = new PivTerminal(card);
        terminal.administer();
        for (String key : List.of("9A", "9C", "9D", "9E")) {
            terminal.terminal.data("004700" + key + "05 AC03800111 00");
        }
        terminal.terminal.send(PivTerminal.VERIFY);
        return terminal;
    }

    private static void plausible(byte[] command, byte[] answer) {
        int sw1 = answer.length < 2 ? 0 : answer[answer.length - 2] & 0xFF;
        assertTrue(sw1 == 0x90 || (sw1 & 0xF0) == 0x60, () -> HexFormat.of().formatHex(command));
    }

    @Test
    void everyTruncationAndExtensionOfEveryCommandGetsAStatusWord() throws GeneralSecurityException {
        PivCard card = PivCard.inMemory();
        Terminal whole = opened(card).terminal;
        for (Terminal terminal : List.of(whole, new Terminal(new T0Card(card)))) {
            for (byte[] command : commands) {
                for (int length = 0; length <= command.length + 3; length++) {
                    byte[] torn = Arrays.copyOf(command, length);
                    plausible(torn, terminal.send(torn));
                }
            }
        }
        new PivTerminal(card).exchange("00FD000000", "0001009000");
    }

    @Test
    void randomBytesGetAStatusWord() throws GeneralSecurityException {
        Random random = new Random(SEED);
        PivTerminal terminal = opened(PivCard.inMemory());
        for (int i = 0; i < ROUNDS; i++) {
            byte[] command = random.nextInt(4) == 0 ? anything(random) : mutated(random);
            if (command.length < 2 || (command[1] & 0xFF) != GENERATE) {
                plausible(command, terminal.terminal.send(command));
            }
            if (random.nextInt(500) == 0) {
                terminal = opened(PivCard.inMemory());
            }
        }
    }

    private static byte[] anything(Random random) {
        byte[] command = new byte[random.nextInt(300)];
        random.nextBytes(command);
        return command;
    }

    private byte[] mutated(Random random) {
        byte[] command = commands.get(random.nextInt(commands.size())).clone();
        if (command.length > 0) {
            command[random.nextInt(command.length)] = (byte) random.nextInt(256);
        }
        return command;
    }
}
