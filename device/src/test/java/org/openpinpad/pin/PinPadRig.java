// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Language;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.display.ScreenText;
import org.openpinpad.gadget.reader.PinPort;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.KeyStage;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** A PIN pad on a bench: locked pages are real; keys, card, display, engine and time are the test's. */
final class PinPadRig implements Panel, PinOutcome, CardFacts {
    /** The card may be waiting for the rest of a command. */
    boolean chainOpen;

    static final long S = 1_000_000_000L;
    static final String VERIFY = "00 1E 82 00 00 2004 02 01 0904 00 000000 00 20 00 81 00";
    static final String CHANGE = "01 00 82 00 00 00 00 0F04 03 02 03 0904 000102 000005 00 24 00 81 00";

    final LockedPage page = LockedPage.map(Libc.load());
    private final LockedPage keyPage = LockedPage.map(Libc.load());
    private final KeyStage stage = new KeyStage(keyPage);
    final FakePinCard card = new FakePinCard();
    CardApplication application = CardApplication.OPENPGP;
    /** For every PIN of the card; -1 for not known. */
    int tries = -1;

    final PinPad pad = new PinPad(page, card, this, this);

    /** What the engine was told, such as {@code SW 9000} and {@code error FF}. */
    final List<String> outcomes = new ArrayList<>();
    /** Every line of the display; a conclusion ends with a full stop. */
    final List<String> screens = new ArrayList<>();

    final List<Integer> languages = new ArrayList<>();
    long now = 77 * S;

    PinPadRig() {
        pad.connect(this);
    }

    /** An entry that GnuPG asked for, 4 to 32 digits in 30 s. */
    static PinPadRig entering() {
        PinPadRig rig = new PinPadRig();
        assertEquals(PinPort.ACCEPTED, rig.begin(VERIFY));
        return rig;
    }

    /** A change of the OpenPGP PIN as GnuPG asks for it: old, new, repeated, 4 to 15 digits. */
    static PinPadRig changing() {
        PinPadRig rig = new PinPadRig();
        assertEquals(PinPort.ACCEPTED, rig.begin(CHANGE));
        return rig;
    }

    /** An entry whose 1234 is with the card. */
    static PinPadRig checking() {
        PinPadRig rig = entering();
        rig.type("1234O");
        assertEquals(1, rig.card.commands);
        return rig;
    }

    int begin(String abData) {
        return pad.begin(Hex.bytes(abData), now);
    }

    /** Keys as characters: digits, O, C, E, X. */
    void type(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            switch (key) {
                case 'O' -> pad.key(ControlKey.OK, now);
                case 'C' -> pad.key(ControlKey.CORRECT, now);
                case 'E' -> pad.key(ControlKey.CLEAR, now);
                case 'X' -> pad.key(ControlKey.CANCEL, now);
                default -> {
                    keyPage.bytes(0, 1).put((byte) key);
                    pad.digit(stage, now);
                }
            }
        }
    }

    /** The stage keeps the last digit until it is taken; then it is empty. */
    boolean stageIsEmpty() {
        return keyPage.isWiped();
    }

    /** Time passes, with a tick whenever the pad wants one. */
    void pass(long ns) {
        long until = now + ns;
        while (pad.deadlineNs() <= until) {
            assertTrue(pad.deadlineNs() > now, "the pad wants a tick, then time must go on");
            now = pad.deadlineNs();
            pad.tick(now);
        }
        now = until;
    }

    String screen() {
        return screens.get(screens.size() - 1);
    }

    /** What an ending must leave, whichever it was. */
    void restsWith(String expectedScreen, String... expectedOutcomes) {
        assertEquals(expectedScreen, screen());
        assertEquals(List.of(expectedOutcomes), outcomes);
        assertTrue(page.isWiped(), "the PIN page is empty");
        assertEquals(Long.MAX_VALUE, pad.deadlineNs(), "no tick is wanted");
        int shown = screens.size();
        type("5678OCEX");
        assertEquals(shown, screens.size(), "keys outside an entry show nothing");
        assertTrue(page.isWiped(), "keys outside an entry leave nothing");
        assertEquals(List.of(expectedOutcomes), outcomes);
        assertFalse(card.busy());
        assertEquals(PinPort.ACCEPTED, begin(VERIFY), "the next entry runs");
    }

    @Override
    public CardApplication application() {
        return application;
    }

    @Override
    public boolean chainIsOpen() {
        return chainOpen;
    }

    @Override
    public OptionalInt triesLeft(int reference) {
        return tries < 0 ? OptionalInt.empty() : OptionalInt.of(tries);
    }

    @Override
    public void show(Screen screen, int langId) {
        screens.add(ScreenText.line(screen, Language.ENGLISH));
        languages.add(langId);
    }

    @Override
    public void conclude(Screen screen, int langId) {
        screens.add(ScreenText.line(screen, Language.ENGLISH) + ".");
        languages.add(langId);
    }

    @Override
    public void remark(Screen screen) {
        screens.add(ScreenText.line(screen, Language.ENGLISH) + ".");
    }

    @Override
    public void pinDone(int statusWord) {
        outcomes.add(String.format("SW %04X", statusWord));
    }

    @Override
    public void pinFailed(int bError) {
        outcomes.add(String.format("error %02X", bError));
    }
}
