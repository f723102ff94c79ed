// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.sec1210.Sec1210Slot;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.card.EchoCard;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;
import org.openpinpad.simulator.card.piv.PivCard;
import org.openpinpad.simulator.chip.ChipOnPty;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;
import org.openpinpad.simulator.chip.T1ContactCard;
import org.openpinpad.simulator.chip.T1Settings;

/** What the cards command tells of a slot. */
class CardReportTest {

    @Test
    void a_card_behind_the_chip_with_its_application() throws Exception {
        Libc libc = Libc.load();
        Sec1210Chip chip = new Sec1210Chip(
                T1ContactCard.of(OpenPgpCard.inMemory(Lengths.EXTENDED), T1Settings.DEFAULT, Faults.none()),
                Faults.none(),
                true);
        try (ChipOnPty pty = ChipOnPty.open(libc, chip, false);
                CardSlot slot = Sec1210Slot.open(libc, pty.line().toString(), remark -> {})) {
            List<String> report = CardReport.of(slot);
            assertEquals("a card", report.get(0));
            assertTrue(report.get(1).startsWith("ATR 3B "), report.toString());
            assertTrue(report.toString().contains("offers T=1"), report.toString());
            assertEquals("applications: OPENPGP (D27600012401)", report.get(report.size() - 1));
            pty.pull();
            for (int i = 0; slot.present() && i < 100; i++) {
                Thread.sleep(50);
            }
            assertEquals(List.of("no card in the slot"), CardReport.of(slot));
        }
    }

    @Test
    void each_application_is_found_by_its_name() throws Exception {
        assertTrue(last(new VirtualSlot(PivCard.inMemory())).contains("PIV (A000000308000010)"));
        assertEquals("no application that is known here", last(new VirtualSlot(new RefusingCard())));
    }

    private static String last(VirtualSlot slot) {
        slot.insert();
        List<String> report = CardReport.of(slot);
        return report.get(report.size() - 1);
    }

    /** Knows no file. */
    private static final class RefusingCard implements VirtualCard {
        @Override
        public byte[] atr() {
            return new EchoCard().atr();
        }

        @Override
        public void reset() {}

        @Override
        public SlotResult process(ByteBuffer command, ByteBuffer response) {
            response.put((byte) 0x6A).put((byte) 0x82);
            return SlotResult.DONE;
        }
    }
}
