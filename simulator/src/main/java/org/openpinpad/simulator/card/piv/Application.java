// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Arrays;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.CardApplication;
import org.openpinpad.simulator.card.os.Tlv;

/**
 * The PIV Card Application beside an issuer security domain, and which instruction goes where (SP 800-73-4 part 2 table 2).
 *
 * <p>The issuer security domain is what a reset selects (GlobalPlatform 2.3 §6.4.1); it is there to be the other application
 * and can only be selected. So a host has to say that it wants PIV, and the reader can tell its user.
 *
 * <p>GET VERSION (FD), GET SERIAL (F8) and SET MANAGEMENT KEY (FF) are Yubico's, whose tool does without a serial number but
 * in newer editions not without a version. The version answered is this simulator's own, 0.1.0, below any that a YubiKey has
 * had: so no program takes the card for one that can do what YubiKeys can. The serial number is the beginning of the card's own
 * GUID. Their other instructions are unknown here (6D00).
 */
final class Application implements CardApplication {

    /** SP 800-73-4 part 1 §2.2: RID of NIST, PIV, version 1.0. */
    static final byte[] AID = Hex.decode("A000000308000010000100");

    private static final int RID_LENGTH = 5;
    /** GlobalPlatform 2.3 appendix H.1.3. */
    private static final byte[] ISSUER_SECURITY_DOMAIN = Hex.decode("A000000151000000");
    /** Part 2 table 3: AID and tag allocation authority. */
    private static final byte[] PROPERTIES =
            Tlv.of(0x61, Tlv.of(0x4F, AID), Tlv.of(0x79, Tlv.of(0x4F, Arrays.copyOf(AID, RID_LENGTH))));

    private static final byte[] DOMAIN_INFORMATION = Tlv.of(0x6F, Tlv.of(0x84, ISSUER_SECURITY_DOMAIN));
    private static final byte[] VERSION = {0, 1, 0};

    private static final int INS_VERIFY = 0x20;
    private static final int INS_SELECT = 0xA4;

    private final CardState state;
    private final PinReferences pins;
    private final Administration administration;
    private final KeyCommands keys;
    private final DataCommands data;
    private boolean selected;

    Application(CardState state) {
        this.state = state;
        this.pins = new PinReferences(state);
        this.administration = new Administration(state);
        this.keys = new KeyCommands(state, pins, administration);
        this.data = new DataCommands(state, pins, administration);
    }

    @Override
    public void reset() {
        forget();
        selected = false;
    }

    private void forget() {
        pins.forget();
        administration.forget();
    }

    @Override
    public Answer answer(CommandView command) {
        if (command.ins() == INS_VERIFY && selected) {
            return pins.verify(command);
        }
        Answer answer = command.ins() == INS_SELECT ? select(command) : whenSelected(command);
        pins.anotherCommand();
        return answer;
    }

    private Answer whenSelected(CommandView command) {
        return switch (selected ? command.ins() : -1) {
            case 0x24 -> pins.change(command);
            case 0x2C -> pins.resetRetryCounter(command);
            case 0x47 -> keys.generateKeyPair(command);
            case 0x87 -> keys.generalAuthenticate(command);
            case 0xCB -> data.get(command);
            case 0xDB -> data.put(command);
            case 0xF8 -> fixed(command, state.serialNumber());
            case 0xFD -> fixed(command, VERSION);
            case 0xFF -> administration.setKey(command);
            default -> Answer.sw(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    private static Answer fixed(CommandView command, byte[] value) {
        return command.p1p2() == 0 && command.nc() == 0 ? Answer.data(value) : Answer.sw(StatusWord.INCORRECT_P1_P2);
    }

    /** SELECT (A4, §3.1.1) by name, whole or right-truncated. PIV selected again keeps its security status. */
    private Answer select(CommandView command) {
        if (command.p1p2() != 0x0400) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        byte[] name = command.copyBody();
        if (names(AID, name)) {
            selected = true;
            return Answer.data(PROPERTIES);
        }
        if (name.length > 0 && !names(ISSUER_SECURITY_DOMAIN, name)) {
            return Answer.sw(StatusWord.FILE_OR_APPLICATION_NOT_FOUND);
        }
        selected = false;
        forget();
        return Answer.data(DOMAIN_INFORMATION);
    }

    private static boolean names(byte[] aid, byte[] name) {
        return name.length >= RID_LENGTH
                && name.length <= aid.length
                && Arrays.equals(name, 0, name.length, aid, 0, name.length);
    }
}
