// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.chip.ChipOnPty;
import org.openpinpad.simulator.chip.ContactCard;
import org.openpinpad.simulator.chip.Fault;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;
import org.openpinpad.simulator.chip.T0ContactCard;
import org.openpinpad.simulator.chip.T0Settings;
import org.openpinpad.simulator.chip.T1ContactCard;
import org.openpinpad.simulator.chip.T1Settings;
import org.openpinpad.simulator.chip.Work;

/** The slot at a real serial device of the kernel, with threads and real time. */
@Timeout(120)
class ChipOnPtyTest {

    private final Libc libc = Libc.load();
    private final ByteBuffer atr = ByteBuffer.allocateDirect(33);
    private final ByteBuffer response = ByteBuffer.allocateDirect(70_000);

    private static ContactCard card(int protocol, Faults faults) {
        return protocol == 1
                ? T1ContactCard.of(new LengthCard(), T1Settings.DEFAULT, faults)
                : T0ContactCard.of(new LengthCard(), T0Settings.DEFAULT, faults);
    }

    private SlotResult read(Sec1210Slot slot, int length) {
        ByteBuffer command = ByteBuffer.allocateDirect(7)
                .put(new byte[] {0, 0x30, (byte) (length >>> 8), (byte) length, 0, 0, 0})
                .flip();
        SlotResult result = slot.transmit(command, response.clear());
        if (result == SlotResult.DONE) {
            ByteBuffer expected = ByteBuffer.allocate(70_000);
            LengthCard.put(expected, length, (byte) 0x30, 0);
            assertEquals(expected.flip(), response.flip().duplicate());
        }
        return result;
    }

    @ParameterizedTest(name = "T={0}")
    @ValueSource(ints = {0, 1})
    void a_card_is_powered_read_pulled_and_put_in_again(int protocol) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        try (ChipOnPty pty = ChipOnPty.open(
                        libc, new Sec1210Chip(card(protocol, Faults.none()), Faults.none(), true), false);
                Sec1210Slot slot = Sec1210Slot.open(libc, pty.line().toString(), remark -> {})) {
            slot.listen(present -> (present ? back : gone).countDown());
            assertTrue(slot.present());
            assertEquals(SlotResult.DONE, slot.powerOn(atr));
            assertEquals(SlotResult.DONE, read(slot, 20_000));
            pty.pull();
            assertTrue(gone.await(5, TimeUnit.SECONDS), "the pulled card was not told");
            assertEquals(SlotResult.ABSENT, read(slot, 20));
            assertEquals(SlotResult.ABSENT, slot.powerOn(atr.clear()));
            pty.insert();
            assertTrue(back.await(5, TimeUnit.SECONDS), "the new card was not told");
            assertEquals(SlotResult.MUTE, read(slot, 20));
            assertEquals(SlotResult.DONE, slot.powerOn(atr.clear()));
            assertEquals(SlotResult.DONE, read(slot, 20));
        }
    }

    @ParameterizedTest(name = "T={0}")
    @ValueSource(ints = {0, 1})
    void a_card_that_works_for_seconds_asks_for_time(int protocol) throws Exception {
        VirtualCard slow = new LengthCard() {
            @Override
            public SlotResult process(ByteBuffer command, ByteBuffer response) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
                return super.process(command, response);
            }
        };
        ContactCard card = protocol == 1
                ? T1ContactCard.of(slow, T1Settings.DEFAULT, Faults.none(), Work.onThread())
                : T0ContactCard.of(slow, T0Settings.DEFAULT, Faults.none(), Work.onThread());
        try (ChipOnPty pty = ChipOnPty.open(libc, new Sec1210Chip(card, Faults.none(), true), false);
                Sec1210Slot slot = Sec1210Slot.open(libc, pty.line().toString(), remark -> {})) {
            assertEquals(SlotResult.DONE, slot.powerOn(atr));
            assertEquals(SlotResult.DONE, read(slot, 300));
        }
    }

    /** Faults that cost no waiting time of seconds, in real time. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Fault.class,
            names = {
                "PARITY",
                "BIT_TO_CARD",
                "BIT_FROM_CARD",
                "REPEATED_BY_CARD",
                "WRONG_PROLOGUE",
                "ODD_IFS",
                "REMOVAL",
                "UART_BIT_TO_CHIP",
                "UART_LOST_FROM_CHIP",
                "UART_BIT_FROM_CHIP",
                "UART_RUBBISH"
            })
    void a_fault_gives_the_right_answer_or_none(Fault fault) throws Exception {
        Faults faults = Faults.of(fault, 1, 1, 7);
        faults.arm(false);
        Sec1210Chip chip = new Sec1210Chip(card(1, faults), faults, true);
        try (ChipOnPty pty = ChipOnPty.open(libc, chip, false);
                Sec1210Slot slot = Sec1210Slot.open(libc, pty.line().toString(), remark -> {})) {
            assertEquals(SlotResult.DONE, slot.powerOn(atr));
            faults.arm(true);
            for (int i = 0; i < 3; i++) {
                read(slot, 1000 + i);
            }
            assertTrue(faults.happened() > 0, "it did not happen");
            faults.arm(false);
            pty.insert();
            assertEquals(SlotResult.DONE, slot.powerOn(atr.clear()));
            assertEquals(SlotResult.DONE, read(slot, 1000));
        }
    }

    @Test
    void what_is_no_chip_is_told_in_a_sentence(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertSentence("there is no /dev/ttyNone", "/dev/ttyNone");
        assertSentence("is no serial line", file.toString());
        Faults silent = Faults.of(Fault.CHIP_SILENT, 0, Integer.MAX_VALUE, 1);
        try (ChipOnPty pty = ChipOnPty.open(libc, new Sec1210Chip(card(1, silent), silent, true), false)) {
            assertSentence("answers as a SEC1210 does", pty.line().toString());
        }
    }

    private void assertSentence(String part, String device) {
        String sentence = assertThrows(SlotUnavailable.class, () -> Sec1210Slot.open(libc, device, remark -> {}))
                .getMessage();
        assertTrue(sentence.contains(part) && sentence.contains(device), sentence);
        assertFalse(sentence.contains("\n"));
    }
}
