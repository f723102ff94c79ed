// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.openpinpad.card.CardFollower;
import org.openpinpad.display.Event;
import org.openpinpad.display.EventText;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.display.ScreenText;

/** A guard on a bench: the PC, the user, the card and the clock are the test's. */
final class GuardRig implements Panel, Guard.Outcome, CardTrail.Listener {

    static final String OPENPGP = "00A4040006D27600012401";
    static final String SIGNATURE = "002A9E9A203F9A12BC" + "A5".repeat(28) + "00";
    static final String VERIFY = "0020008206313233343536";

    final EventLog log = new EventLog();
    final CardTrail trail = new CardTrail(this);
    final Guard guard;
    /** What the display showed, one line for each call. */
    final List<String> screens = new ArrayList<>();
    /** What the engine was told: "allowed", or a status word. */
    final List<String> outcomes = new ArrayList<>();

    OptionalInt uses = OptionalInt.empty();
    boolean busy;
    long now = 1_000_000_000_000L;

    private final CardFollower card = new CardFollower();

    GuardRig(GuardRules rules) {
        guard = new Guard(rules, () -> busy, trail, this, log, Language.ENGLISH);
        guard.connect(this);
    }

    /** What the guard rules on a command. */
    int judge(String hex) {
        return guard.judge(bytes(hex), now);
    }

    /** The card gets the command and answers. */
    GuardRig answered(String hex, int statusWord) {
        ByteBuffer command = bytes(hex);
        trail.answered(card.follow(command, statusWord), command, ByteBuffer.allocate(0), statusWord);
        return this;
    }

    /** The user's PIN got to the card, which answered. */
    GuardRig pinAnswered(String header, int statusWord) {
        trail.answeredPin(card.follow(bytes(header), statusWord), bytes(header), statusWord);
        return this;
    }

    GuardRig after(long milliseconds) {
        now += milliseconds * 1_000_000;
        return this;
    }

    /** The newest event as text. */
    String event() {
        return log.page(0, now) instanceof Screen.EventPage page
                ? EventText.line(page.event(), Language.ENGLISH)
                : "none";
    }

    String screen() {
        return screens.isEmpty() ? "none" : screens.get(screens.size() - 1);
    }

    static ByteBuffer bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Override
    public void show(Screen screen, int langId) {
        screens.add(ScreenText.line(screen, Language.ENGLISH));
    }

    @Override
    public void conclude(Screen screen, int langId) {
        show(screen, langId);
    }

    @Override
    public void remark(Screen screen) {
        show(screen, 0);
    }

    @Override
    public void allowed() {
        outcomes.add("allowed");
    }

    @Override
    public void refused(int statusWord) {
        outcomes.add(String.format("%04X", statusWord));
    }

    @Override
    public void authorisation(OptionalInt newUses) {
        uses = newUses;
    }

    @Override
    public void keyUsed(Explanation what, Event.KeyUse.Result result) {
        log.add(new Event.KeyUse(what, result), now);
    }
}
