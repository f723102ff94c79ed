// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Readers made up: frames every 1500 ms, each late by some milliseconds as on an emulated bus. */
class TimingVerdictTest {
    private static final int DEVICES = 8;
    private static final int ROUNDS = 4;
    private static final int FRAMES = 15;

    /** How late a frame is that is due at that time, beyond what all frames are. */
    private interface Defect {
        double delayMs(Random random, double dueMs);
    }

    @Test
    void entriesAlikePass() throws IOException {
        int passed = 0;
        for (int seed = 0; seed < 100; seed++) {
            passed += verdict(seed, (random, due) -> 0).passes() ? 1 : 0;
        }
        assertTrue(passed >= 99, passed + " of 100");
    }

    @Test
    void countsEveryIntervalOnItsSide() throws IOException {
        TimingVerdict verdict = verdict(1, (random, due) -> due / 1000);
        assertEquals(224, verdict.with().n());
        assertEquals(224, verdict.without().n());
        assertEquals(1500, verdict.without().mean(), 0.3);
        assertEquals(1501.5, verdict.with().mean(), 0.3);
    }

    @Test
    void catchesAClockThatStartsAnewWithAKey() throws IOException {
        assertCaught((random, due) -> random.nextInt(10) < 3 ? random.nextDouble() * 1500 : 0);
    }

    @Test
    void catchesFiveMillisecondsInAFifthOfTheFrames() throws IOException {
        assertCaught((random, due) -> random.nextInt(5) == 0 ? 5 : 0);
    }

    @Test
    void catchesAnIntervalThatIsOneMillisecondLonger() throws IOException {
        assertCaught((random, due) -> due / 1500);
    }

    @Test
    void catchesFramesThatAreMoreRegularThanWithoutKeys() throws IOException {
        List<TimedEntry> entries = entries(5, (random, due) -> 0);
        entries.replaceAll(entry -> entry.keys() ? rounded(entry) : entry);
        assertFalse(TimingVerdict.of(entries).passes());
    }

    @Test
    void fewIntervalsProveNothing() throws IOException {
        List<TimedEntry> entries = entries(1, (random, due) -> 0);
        entries.replaceAll(entry ->
                new TimedEntry(entry.device(), entry.seq(), entry.intervalsMs().subList(0, 12)));
        assertFalse(TimingVerdict.of(entries).passes());
        assertThrows(IOException.class, () -> TimingVerdict.of(entries.subList(0, 20)));
    }

    @Test
    void anEntryWithoutItsCounterpartIsAnError() {
        List<TimedEntry> entries = entries(1, (random, due) -> 0);
        entries.remove(7);
        assertThrows(IOException.class, () -> TimingVerdict.of(entries));
    }

    @Test
    void timeExtensionsAreFoundAmongOtherFrames() {
        List<UsbmonCapture.Event> events = List.of(
                event(1_000_000, 0x02, "690000000000058000ff"), // to the reader
                event(2_000_000, 0x81, "80000000000005800100"),
                event(3_000_000, 0x81, "80000000000004800100"), // another entry
                event(3_500_500, 0x81, "80000000000005800100"),
                event(4_000_000, 0x81, "8000000000000540f000"),
                event(5_000_000, 0x81, "80000000000005800100"));
        assertEquals(
                List.of(new TimedEntry(7, 4, List.of()), new TimedEntry(7, 5, List.of(1500.5, 1499.5))),
                TimedEntry.in(events));
    }

    private static UsbmonCapture.Event event(long timeUs, int endpoint, String hex) {
        return new UsbmonCapture.Event(
                timeUs, 7, endpoint, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static void assertCaught(Defect defect) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            TimingVerdict verdict = verdict(seed, defect);
            assertFalse(verdict.passes(), verdict.toString());
        }
    }

    private static TimingVerdict verdict(int seed, Defect defect) throws IOException {
        return TimingVerdict.of(entries(seed, defect));
    }

    private static List<TimedEntry> entries(int seed, Defect defect) {
        Random random = new Random(seed);
        List<TimedEntry> entries = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean keys = (device + round) % 2 == 0;
                entries.add(new TimedEntry(
                        device, TimedEntry.seq(round, keys), intervals(random, keys ? defect : (r, due) -> 0)));
            }
        }
        return entries;
    }

    private static List<Double> intervals(Random random, Defect defect) {
        List<Double> intervals = new ArrayList<>();
        double before = 0;
        for (int frame = 1; frame <= FRAMES; frame++) {
            double due = frame * 1500.0;
            double at = due + Math.abs(random.nextGaussian()) + defect.delayMs(random, due);
            if (frame > 1) {
                intervals.add(at - before);
            }
            before = at;
        }
        return intervals;
    }

    private static TimedEntry rounded(TimedEntry entry) {
        List<Double> whole = entry.intervalsMs().stream()
                .map(interval -> (double) Math.round(interval / 10) * 10)
                .toList();
        return new TimedEntry(entry.device(), entry.seq(), whole);
    }
}
