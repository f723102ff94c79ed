// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.sec1210;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.card.SlotResult;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.simulator.chip.Faults;
import org.openpinpad.simulator.chip.Sec1210Chip;
import org.openpinpad.simulator.chip.T0ContactCard;
import org.openpinpad.simulator.chip.T0Settings;
import org.openpinpad.simulator.chip.T1ContactCard;
import org.openpinpad.simulator.chip.T1Settings;
import org.openpinpad.simulator.chip.VirtualLine;

/**
 * The slot, the simulated chip and cards of both protocols, with every fault at every place: the answer is right or there is
 * none, no command is carried out twice, each exchange ends in time, and afterwards everything works again.
 */
class FaultyLinesTest {

    private static final int RUNS = Integer.getInteger("openpinpad.fault.runs", 10_000);
    private static final long SECOND = 1_000_000_000;
    /** Five minutes for an APDU, and what takes the card's power off. */
    private static final long BOUND_NS = 310 * SECOND;

    private static final long POWER_ON_BOUND_NS = 90 * SECOND;

    private static final Map<SlotResult, Integer> RESULTS = new EnumMap<>(SlotResult.class);
    private static final Map<String, Integer> FAULTS = new TreeMap<>();
    private static LockedPage page;

    private final ByteBuffer command = ByteBuffer.allocateDirect(70_000);
    private final ByteBuffer response = ByteBuffer.allocateDirect(70_000);
    private final ByteBuffer expected = ByteBuffer.allocate(70_000);
    private String what = "";

    private final ByteBuffer atr = ByteBuffer.allocateDirect(33);

    @BeforeAll
    static void map() {
        page = LockedPage.map(Libc.load());
    }

    @AfterAll
    static void tell() {
        System.out.println("ok   fault runs by result: " + RESULTS);
        System.out.println("ok   fault runs in which it happened, by fault: " + FAULTS);
    }

    /** A card behind a chip, and the slot on the other side. */
    private record Bench(
            Sec1210Slot slot, VirtualLine line, Sec1210Chip chip, java.util.function.IntSupplier executions) {}

    private static Bench bench(int kind, Faults faults, Random random) {
        if (kind == 0) {
            T0ContactCard card = T0ContactCard.of(new LengthCard(), T0Settings.DEFAULT, faults);
            return bench(new Sec1210Chip(card, faults, true), card::executions);
        }
        T1Settings lrc = T1Settings.DEFAULT.withIfsc(1 + random.nextInt(254));
        T1ContactCard card = T1ContactCard.of(new LengthCard(), kind == 1 ? lrc : lrc.withCrc(), faults);
        return bench(new Sec1210Chip(card, faults, true), card::executions);
    }

    private static Bench bench(Sec1210Chip chip, java.util.function.IntSupplier executions) {
        VirtualLine line = new VirtualLine(chip);
        return new Bench(new Sec1210Slot(line, page), line, chip, executions);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, 1, 2})
    void without_faults_every_length_comes_through_both_ways(int kind) {
        Random random = new Random(1);
        Bench bench = bench(kind, Faults.none(), random);
        assertEquals(SlotResult.DONE, bench.slot().powerOn(atr.clear()));
        for (int length : new int[] {0, 1, 31, 32, 33, 253, 254, 255, 256, 257, 503, 504, 505, 3000, 32_768, 65_535}) {
            assertEquals(SlotResult.DONE, exchange(bench, length, length % 700, random), "answer of " + length);
            assertEquals(SlotResult.DONE, exchange(bench, length % 600, length, random), "body of " + length);
        }
    }

    @Test
    void with_any_fault_the_answer_is_right_or_there_is_none() {
        for (long seed = Long.getLong("openpinpad.fault.first", 0); seed < RUNS; seed++) {
            run(seed, Faults.random(seed));
        }
    }

    @Test
    void with_any_two_faults_too() {
        for (long seed = 0; seed < RUNS; seed++) {
            run(seed, Faults.randomPair(seed));
        }
    }

    private void run(long seed, Faults faults) {
        Random random = new Random(seed);
        boolean fromTheBeginning = random.nextInt(4) == 0;
        faults.arm(fromTheBeginning);
        what = "seed " + seed + ", " + faults;
        Bench bench = bench((int) (seed % 3), faults, random);
        SlotResult on = bench.slot().powerOn(atr.clear());
        assertTrue(fromTheBeginning || on == SlotResult.DONE, what);
        assertTrue(bench.line().nowNs() < POWER_ON_BOUND_NS, what);
        faults.arm(true);
        SlotResult worst = SlotResult.DONE;
        for (int i = 0; i < 3; i++) {
            SlotResult result = exchange(bench, random.nextInt(700), random.nextInt(700), random);
            worst = result == SlotResult.DONE ? worst : result;
            if (result != SlotResult.DONE && !bench.slot().powered()) {
                long begin = bench.line().nowNs();
                bench.slot().powerOn(atr.clear());
                assertTrue(bench.line().nowNs() - begin < POWER_ON_BOUND_NS, what);
            }
        }
        faults.arm(false);
        recover(bench, random);
        RESULTS.merge(worst, 1, Integer::sum);
        if (faults.happened() > 0) {
            FAULTS.merge(faults.toString().replaceFirst(" .*", ""), 1, Integer::sum);
        }
    }

    private void recover(Bench bench, Random random) {
        bench.chip().insert(bench.line().nowNs());
        assertEquals(SlotResult.DONE, bench.slot().powerOn(atr.clear()), what);
        assertEquals(SlotResult.DONE, exchange(bench, 300, 300, random), what);
    }

    /** One APDU; a response that comes must be the command's own. */
    private SlotResult exchange(Bench bench, int answer, int body, Random random) {
        byte ins = (byte) (0x10 + 2 * random.nextInt(30));
        byte[] data = new byte[body];
        random.nextBytes(data);
        command.clear().put((byte) 0).put(ins).put((byte) (answer >>> 8)).put((byte) answer);
        if (body > 255 || answer > 256) {
            command.put((byte) 0);
        }
        if (body > 0) {
            if (body > 255 || answer > 256) {
                command.put((byte) (body >>> 8));
            }
            command.put((byte) body).put(data);
        }
        if (answer > 0) {
            int le = body > 255 || answer > 256 ? 2 : 1;
            for (int i = 0; i < le; i++) {
                command.put((byte) 0);
            }
        } else if (body == 0) {
            command.position(4);
        }
        int before = bench.executions().getAsInt();
        long begin = bench.line().nowNs();
        SlotResult result = bench.slot().transmit(command.flip(), response.clear());
        assertTrue(bench.line().nowNs() - begin < BOUND_NS, what);
        assertTrue(bench.executions().getAsInt() - before <= 1, what + ": carried out twice");
        assertTrue(page.isWiped());
        if (result == SlotResult.DONE) {
            LengthCard.put(expected.clear(), answer, ins, LengthCard.sumOf(data));
            assertEquals(
                    expected.flip(), response.flip().duplicate(), what + ": a wrong answer to " + answer + ", " + body);
        }
        return result;
    }
}
