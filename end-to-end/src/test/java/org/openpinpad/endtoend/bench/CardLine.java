// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.sec1210.Sec1210Slot;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.chip.ChipOnPty;
import org.openpinpad.simulator.chip.ContactCard;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;
import org.openpinpad.simulator.chip.T0ContactCard;
import org.openpinpad.simulator.chip.T0Settings;
import org.openpinpad.simulator.chip.T1ContactCard;
import org.openpinpad.simulator.chip.T1Settings;

/**
 * What the slot makes of its lines: 32 KiB from and to a card behind a simulated SEC1210, both lines as slow as real ones,
 * against what their bits take: {@code CardLine ROUNDS}. The chip takes a frame whole before it passes it on, so the times of
 * the two lines add up.
 */
final class CardLine {

    private static final int BYTES = 32 * 1024;
    private static final double UART_S = 11.0 / 115_200; // 8N2
    private static final int FRAME = 13; // 03 06, header, LRC
    private static final int READ_COMMAND = 7; // case 2E
    private static final int WRITE_OVERHEAD = 7; // case 3E
    private static final int STATUS = 2;
    private static final int IFS = 254;
    private static final int BLOCK = 4; // prologue and LRC
    private static final int ENVELOPE = 255;
    private static final int HEADER = 5;

    private final Libc libc = Libc.load();
    private final int rounds;

    private CardLine(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String... arguments) throws Exception {
        CardLine bench = new CardLine(Integer.parseInt(arguments[0]));
        System.out.printf(Locale.ROOT, "%-46s %12s %12s %7s%n", "32 KiB", "line time", "measured", "ratio");
        bench.row("read, T=1, card line 344 kbit/s", 1, 344_000, true);
        bench.row("written, T=1, card line 344 kbit/s", 1, 344_000, false);
        bench.row("read, T=1, card line 150 kbit/s", 1, 150_000, true);
        bench.row("read, T=0, card line 344 kbit/s", 0, 344_000, true);
        bench.row("written, T=0 (ENVELOPE), card line 344 kbit/s", 0, 344_000, false);
    }

    private void row(String name, int protocol, long cardBits, boolean read) throws Exception {
        double theory = protocol == 1 ? t1(cardBits, read) : t0(cardBits, read);
        double[] measured = new double[rounds];
        Sec1210Chip chip = new Sec1210Chip(card(protocol), Faults.none(), true, cardBits);
        try (ChipOnPty pty = ChipOnPty.open(libc, chip, true);
                CardSlot slot = Sec1210Slot.open(libc, pty.line().toString(), remark -> {})) {
            check(slot.powerOn(ByteBuffer.allocateDirect(64)));
            transfer(slot, read);
            for (int i = 0; i < rounds; i++) {
                measured[i] = transfer(slot, read);
            }
        }
        Arrays.sort(measured);
        double median = measured[rounds / 2];
        System.out.printf(
                Locale.ROOT, "%-46s %9.0f ms %9.0f ms %7.3f%n", name, theory * 1000, median * 1000, median / theory);
    }

    private static ContactCard card(int protocol) {
        VirtualCard file = new FileCard();
        return protocol == 1
                ? T1ContactCard.of(file, T1Settings.DEFAULT, Faults.none())
                : T0ContactCard.of(file, T0Settings.DEFAULT, Faults.none());
    }

    private static double transfer(CardSlot slot, boolean read) {
        ByteBuffer response = ByteBuffer.allocateDirect(BYTES + STATUS);
        ByteBuffer command = ByteBuffer.allocateDirect(BYTES + WRITE_OVERHEAD);
        command.put(new byte[] {0, (byte) (read ? 0xB0 : 0xD6), 0, 0, 0, (byte) (BYTES >>> 8), (byte) BYTES});
        command.position(read ? READ_COMMAND : BYTES + WRITE_OVERHEAD).flip();
        long begin = System.nanoTime();
        check(slot.transmit(command, response));
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (response.position() != (read ? BYTES : 0) + STATUS) {
            throw new IllegalStateException("the card answered " + response.position() + " bytes");
        }
        return seconds;
    }

    private static void check(SlotResult result) {
        if (result != SlotResult.DONE) {
            throw new IllegalStateException("the slot said " + result);
        }
    }

    /** Blocks of 254 bytes one way, R-blocks the other; 11 etu a character. */
    private static double t1(long cardBits, boolean read) {
        int command = read ? READ_COMMAND : BYTES + WRITE_OVERHEAD;
        int response = (read ? BYTES : 0) + STATUS;
        int commandBlocks = (command + IFS - 1) / IFS;
        int responseBlocks = (response + IFS - 1) / IFS;
        int exchanges = commandBlocks + responseBlocks - 1;
        int toCard = command + BLOCK * exchanges;
        int fromCard = response + BLOCK * exchanges;
        return (toCard + fromCard + 2.0 * FRAME * exchanges) * UART_S + (toCard + fromCard) * 11.0 / cardBits;
    }

    /** GET RESPONSE of 256 bytes, or ENVELOPEs of 255; 12 etu a character. */
    private static double t0(long cardBits, boolean read) {
        int toCard;
        int fromCard;
        int exchanges;
        if (read) {
            exchanges = BYTES / 256;
            toCard = HEADER * exchanges;
            fromCard = BYTES + STATUS * exchanges;
        } else {
            exchanges = (BYTES + WRITE_OVERHEAD + ENVELOPE - 1) / ENVELOPE;
            toCard = BYTES + WRITE_OVERHEAD + HEADER * exchanges;
            fromCard = STATUS * exchanges;
        }
        return (toCard + fromCard + 2.0 * FRAME * exchanges) * UART_S + (toCard + fromCard) * 12.0 / cardBits;
    }

    /** A file of 32 KiB. */
    private static final class FileCard implements VirtualCard {
        @Override
        public byte[] atr() {
            return new byte[] {0x3B, (byte) 0x80, 0x01, (byte) 0x81};
        }

        @Override
        public void reset() {}

        @Override
        public SlotResult process(ByteBuffer command, ByteBuffer response) {
            boolean read = command.get(command.position() + 1) == (byte) 0xB0;
            response.position(response.position() + (read ? BYTES : 0));
            response.put((byte) 0x90).put((byte) 0);
            return SlotResult.DONE;
        }
    }
}
