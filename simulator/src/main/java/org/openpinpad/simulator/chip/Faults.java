// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One fault that comes at a certain occasion and then so many times in a row. What is random of it comes from the seed, so that
 * a run can be repeated.
 */
public final class Faults {

    private static final int IFS_REQUEST = 0xC1;
    private static final int ABORT_REQUEST = 0xC2;
    private static final int WTX_REQUEST = 0xC3;
    /** Of the second byte of a block. */
    private static final int M_BIT = Byte.SIZE + 5;

    private static final List<Fault> ALL = List.of(Fault.values());
    private static final int LONGEST_FRAME = 280;

    private final Optional<Fault> fault;
    private final Random random;
    private final int first;
    private final int times;
    private int occasions;
    private int happened;
    private int last;
    private boolean armed = true;
    /** A second fault of the same run; null for none. */
    private Faults other;

    private Faults(Optional<Fault> fault, int first, int times, long seed) {
        this.fault = fault;
        this.first = first;
        this.times = times;
        random = new Random(seed);
    }

    public static Faults none() {
        return new Faults(Optional.empty(), 0, 0, 0);
    }

    /**
     * One fault.
     *
     * @param first the occasion at which it comes first, from 0: TPDUs, commands, bytes or frames
     * @param times how often in a row
     */
    public static Faults of(Fault fault, int first, int times, long seed) {
        return new Faults(Optional.of(fault), first, times, seed);
    }

    /** Any fault at any occasion, mostly once, sometimes for ever. */
    public static Faults random(long seed) {
        Random dice = new Random(seed);
        Fault fault = ALL.get(dice.nextInt(ALL.size()));
        int first = dice.nextInt(occasions(fault.place()));
        int times = dice.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + dice.nextInt(4);
        return new Faults(Optional.of(fault), first, times, seed);
    }

    /** About as many as there are in the three commands of a run. */
    private static int occasions(Fault.Place place) {
        return switch (place) {
            case PIECE -> 12;
            case COMMAND -> 2;
            case BYTE -> 600;
        };
    }

    /** The same, and another fault besides, once. */
    public static Faults randomPair(long seed) {
        Faults pair = random(seed);
        Random dice = new Random(~seed);
        Fault fault = ALL.get(dice.nextInt(ALL.size()));
        pair.other = of(fault, dice.nextInt(occasions(fault.place())), 1, ~seed);
        return pair;
    }

    /** Nothing happens and no occasion counts while this is off: a card is powered on before. */
    public void arm(boolean on) {
        armed = on;
    }

    /** How often it has happened. */
    public int happened() {
        return happened;
    }

    boolean strikes(Fault candidate) {
        boolean second = armed && other != null && other.strikes(candidate);
        return strikesHere(candidate) || second;
    }

    private boolean strikesHere(Fault candidate) {
        if (!armed || fault.isEmpty() || fault.get() != candidate) {
            return false;
        }
        boolean now = occasions >= first && happened < times;
        boolean bits = candidate == Fault.UART_BIT_TO_CHIP || candidate == Fault.UART_BIT_FROM_CHIP;
        if (bits && happened > 0) {
            now &= occasions - last > LONGEST_FRAME; // two in one frame can hide each other from its check byte
        }
        last = now ? occasions : last;
        occasions++;
        happened += now ? 1 : 0;
        return now;
    }

    /** The same bytes with one bit turned. */
    byte[] turned(byte[] bytes) {
        byte[] other = bytes.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return other;
    }

    byte turned(byte value) {
        return (byte) (value ^ 1 << random.nextInt(Byte.SIZE));
    }

    byte[] cut(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    /** A block of T=1 whose prologue is wrong under a right code; a TPDU of T=0 with a byte too many. */
    byte[] wrongPrologue(byte[] bytes, boolean block, boolean crc) {
        if (!block) {
            return java.util.Arrays.copyOf(bytes, bytes.length + 1);
        }
        byte[] inner = Arrays.copyOf(bytes, bytes.length - (crc ? 2 : 1));
        int bit;
        do {
            bit = random.nextInt(3 * Byte.SIZE);
        } while (bit == M_BIT && inner[1] >= 0); // a card that ends its answer early lies, and nobody can know
        inner[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return Edc.append(inner, crc);
    }

    byte rubbish() {
        return (byte) random.nextInt(256);
    }

    /** What a T=1 card asks for before it answers a command. */
    List<byte[]> cardRequests() {
        if (strikes(Fault.TIME_STORM)) {
            int count = times == Integer.MAX_VALUE ? 20_000 : times;
            return IntStream.range(0, count)
                    .mapToObj(i -> T1ContactCard.s(WTX_REQUEST, (byte) (1 + random.nextInt(255))))
                    .toList();
        }
        if (strikes(Fault.ODD_IFS)) {
            return List.of(T1ContactCard.s(IFS_REQUEST, rubbish()));
        }
        return strikes(Fault.ABORT) ? List.of(T1ContactCard.s(ABORT_REQUEST)) : List.of();
    }

    /** How many NULL bytes a T=0 card sends before it answers a command. */
    int nulls() {
        return strikes(Fault.TIME_STORM) ? (times == Integer.MAX_VALUE ? 20_000 : times) : 0;
    }

    @Override
    public String toString() {
        String one = fault.map(Enum::name).orElse("none") + " from " + first + ", " + times + " times";
        return other == null ? one : one + " and " + other;
    }
}
