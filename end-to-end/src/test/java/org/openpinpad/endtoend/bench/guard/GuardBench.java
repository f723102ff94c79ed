// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench.guard;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Event;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.Language;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;
import org.openpinpad.guard.CardTrail;
import org.openpinpad.guard.EventLog;
import org.openpinpad.guard.Guard;
import org.openpinpad.guard.GuardRules;

/** A guard as in the firmware, without display, and a card that says 9000 to everything. */
public final class GuardBench {

    private static final int SW_OK = 0x9000;
    private static final ByteBuffer NO_DATA = ByteBuffer.allocateDirect(0);

    private final CardTrail trail;
    private final Guard guard;

    /** A bench with the OpenPGP application selected. */
    public GuardBench() {
        EventLog log = new EventLog();
        trail = new CardTrail(new CardTrail.Listener() {
            @Override
            public void authorisation(OptionalInt uses) {}

            @Override
            public void keyUsed(Explanation what, Event.KeyUse.Result result) {
                log.add(new Event.KeyUse(what, result), 0);
            }
        });
        guard = new Guard(GuardRules.DEFAULT, () -> false, trail, new NoPanel(), log, Language.ENGLISH);
        trail.answered(CardApplication.OPENPGP, command("00A4040006D27600012401"), NO_DATA, SW_OK);
    }

    /** A command in a buffer as the reader has it. */
    public static ByteBuffer command(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** All that the guard does about one command, before and after the card has it. */
    public int pass(ByteBuffer command) {
        int ruling = guard.judge(command, 0);
        trail.answered(CardApplication.OPENPGP, command, NO_DATA, SW_OK);
        return ruling;
    }

    private record NoPanel() implements Panel {
        @Override
        public void show(Screen screen, int langId) {}

        @Override
        public void conclude(Screen screen, int langId) {}

        @Override
        public void remark(Screen screen) {}
    }
}
