// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.T0Card;
import org.openpinpad.simulator.card.VirtualCard;

/** A PIN that the card was given is in no byte of the heap, dead objects included: the heap is dumped and searched. */
class PinSecrecyTest {

    private static final int DIGITS = 8;

    @TempDir
    Path directory;

    /** The PIN lives in direct memory alone. */
    private final ByteBuffer pin = ByteBuffer.allocateDirect(DIGITS);

    private final ByteBuffer command = ByteBuffer.allocateDirect(64);
    private final ByteBuffer response = ByteBuffer.allocateDirect(300);

    PinSecrecyTest() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < DIGITS; i++) {
            pin.put(i, (byte) ('0' + random.nextInt(10)));
        }
    }

    /** Header and fixed bytes in hexadecimal, then digits of the PIN. */
    private void exchange(VirtualCard card, String hex, int from, int digits, int expected) {
        command.clear().put(HexFormat.of().parseHex(hex.replace(" ", "")));
        for (int i = from; i < from + digits; i++) {
            command.put(pin.get(i));
        }
        command.flip();
        response.clear();
        assertEquals(SlotResult.DONE, card.process(command, response));
        int sw = (response.get(response.position() - 2) & 0xFF) << 8 | (response.get(response.position() - 1) & 0xFF);
        assertEquals(Integer.toHexString(expected), Integer.toHexString(sw), hex);
    }

    /** Every command that carries reference data, with success and without. */
    private void useThePinEverywhere(VirtualCard card, int selected) {
        exchange(card, "00 A4 04 00 05 A000000308", 0, 0, selected);
        exchange(card, "00 20 00 80 08", 0, DIGITS, 0x63C2);
        exchange(card, "00 24 00 80 10 313233343536FFFF", 0, DIGITS, 0x9000);
        exchange(card, "00 20 00 80 08", 0, DIGITS, 0x9000);
        exchange(card, "10 20 00 80 04", 0, 4, 0x9000);
        exchange(card, "00 20 00 80 04", 4, 4, 0x9000);
        exchange(card, "00 20 00 80 07", 0, 7, 0x6A80);
        exchange(card, "00 2C 00 80 10 3132333435363738", 0, DIGITS, 0x9000);
        exchange(card, "00 24 00 81 10 3132333435363738", 0, DIGITS, 0x9000);
        exchange(card, "10 20 00 80 08", 0, DIGITS, 0x9000); // a chain that never ends
        card.reset();
    }

    private boolean heapHoldsThePin() throws IOException {
        Path dump = directory.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), false);
        try (FileChannel channel = FileChannel.open(dump)) {
            ByteBuffer heap = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (int at = 0; at <= heap.limit() - DIGITS; at++) {
                if (matches(heap, at)) {
                    return true;
                }
            }
            return false;
        } finally {
            Files.delete(dump);
        }
    }

    private boolean matches(ByteBuffer heap, int at) {
        for (int i = 0; i < DIGITS; i++) {
            if (heap.get(at + i) != pin.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void theCardLeavesNoPinInTheHeap() throws IOException {
        useThePinEverywhere(PivCard.keptIn(directory.resolve("card")), 0x9000);
        useThePinEverywhere(new T0Card(PivCard.inMemory()), 0x6118);
        assertFalse(heapHoldsThePin());
    }

    @Test
    void theSearchFindsACopy() throws IOException {
        byte[] copy = new byte[DIGITS];
        pin.get(0, copy);
        assertTrue(heapHoldsThePin());
        assertEquals(DIGITS, copy.length); // alive until here
    }
}
