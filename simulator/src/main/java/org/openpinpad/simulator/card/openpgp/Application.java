// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.CardApplication;

/** The OpenPGP application: which instruction goes where (OpenPGP 3.4 §7.1), and its life cycle. */
final class Application implements CardApplication {

    private static final byte[] AID = Hex.decode(ObjectReader.AID);
    /** Shorter names might mean any application (ISO 7816-4 §12.2.3: a RID has five bytes). */
    private static final int MIN_NAME = 5;

    private final SecureRandom random = new SecureRandom();
    private final CardState state;
    private final PinReferences pins;
    private final ObjectReader objects;
    private final DataCommands data;
    private final KeyCommands keys;

    Application(CardState state, Lengths lengths) {
        this.state = state;
        this.pins = new PinReferences(state);
        this.objects = new ObjectReader(state, lengths);
        this.data = new DataCommands(state, pins, objects);
        this.keys = new KeyCommands(state, pins);
    }

    byte[] historicalBytes() {
        return objects.historicalBytes();
    }

    @Override
    public void reset() {
        pins.forgetAll();
        data.forgetChoice();
        keys.forgetChoice();
    }

    @Override
    public Answer answer(CommandView command) {
        int ins = command.ins();
        if (state.terminated() && ins != 0xA4 && ins != 0x44) {
            return Answer.sw(StatusWord.CONDITIONS_OF_USE_NOT_SATISFIED);
        }
        return switch (ins) {
            case 0x20 -> pins.verify(command);
            case 0x22 -> keys.manageSecurityEnvironment(command);
            case 0x24 -> pins.change(command);
            case 0x2A -> keys.performSecurityOperation(command);
            case 0x2C -> pins.resetRetryCounter(command);
            case 0x44 -> activateFile(command);
            case 0x47 -> keys.generateKeyPair(command);
            case 0x84 -> getChallenge(command);
            case 0x88 -> keys.internalAuthenticate(command);
            case 0xA4 -> select(command);
            case 0xA5 -> data.select(command);
            case 0xCA -> data.get(command);
            case 0xCC -> data.getNext(command);
            case 0xDA -> data.put(command);
            case 0xDB -> data.putOdd(command);
            case 0xE6 -> terminate(command);
            default -> Answer.sw(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    /** SELECT (A4) by name, whole or the first bytes (§7.2.1). */
    private Answer select(CommandView command) {
        if (command.p1() != 0x04) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        byte[] name = command.copyBody();
        boolean first = command.p2() == 0x00 || command.p2() == 0x0C;
        boolean ours = name.length >= MIN_NAME
                && name.length <= AID.length
                && Arrays.equals(name, 0, name.length, AID, 0, name.length);
        if (!first || !ours) {
            return Answer.sw(StatusWord.FILE_OR_APPLICATION_NOT_FOUND);
        }
        reset();
        return state.terminated() ? Answer.sw(StatusWord.TERMINATED) : Answer.OK;
    }

    /** GET CHALLENGE (84): as many random bytes as asked for, to the limit in C0. */
    private Answer getChallenge(CommandView command) {
        if (command.p1p2() != 0) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        boolean all = command.ne() == CommandView.EXTENDED_MAX;
        if (command.nc() != 0 || command.ne() == 0 || (command.ne() > ObjectReader.MAX_CHALLENGE && !all)) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        byte[] challenge = new byte[Math.min(command.ne(), ObjectReader.MAX_CHALLENGE)];
        random.nextBytes(challenge);
        return Answer.data(challenge);
    }

    /** TERMINATE DF (E6): by PW3, or by anyone when PW3 is blocked (§7.2.16). */
    private Answer terminate(CommandView command) {
        if (command.p1p2() != 0) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (!pins.adminVerified() && state.pw3.triesLeft() != 0) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        state.terminated(true);
        reset();
        return Answer.OK;
    }

    /** ACTIVATE FILE (44): a terminated card is as on the first day; on another it has no effect (§7.2.17). */
    private Answer activateFile(CommandView command) {
        if (command.p1p2() != 0) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (state.terminated()) {
            state.factoryReset();
            reset();
        }
        return Answer.OK;
    }
}
