// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import static org.openpinpad.iso7816.Atr.NO_BYTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the interface bytes of an ATR say (ISO/IEC 7816-3 §8.3, §10.2, §11.4), defaults filled in.
 *
 * @param fiDi TA1, 11 by default
 * @param extraGuardTime N of TC1, in etu; 255 has a meaning of its own in each protocol (§8.3)
 * @param protocols the protocols that TD bytes name, in their order, each once, T=15 left out; T=0 when there is none
 * @param specific the specific mode that TA2 says (§8.3); empty in the negotiable mode
 * @param wi the waiting time integer of T=0 (TC2), 1 to 255; 0 is a reserved value that a card gave
 * @param t1 parameters of T=1
 * @param classes classes of supply voltage, bit 0 A (5 V), bit 1 B (3 V), bit 2 C (1.8 V); 0 when the card does not say
 * @param clockStop X of T=15's TA: 0 no clock stop, 1 low, 2 high, 3 either
 * @param spu T=15's TB: use of the contact C6; {@link Atr#NO_BYTE} when the card does not say
 * @param oldVpp whether TB1 or TB2 ask for a programming voltage, as cards before 2006 could (PI1, PI2 of the edition of 1997)
 */
public record AtrParameters(
        int fiDi,
        int extraGuardTime,
        List<Integer> protocols,
        Optional<Specific> specific,
        int wi,
        T1 t1,
        int classes,
        int clockStop,
        int spu,
        boolean oldVpp) {

    /** Class A, 5 V. */
    public static final int CLASS_A = 1;
    /** Class B, 3 V. */
    public static final int CLASS_B = 2;
    /** Class C, 1.8 V. */
    public static final int CLASS_C = 4;

    /**
     * The specific mode (§8.3, TA2): no PPS takes place.
     *
     * @param protocol the one protocol
     * @param canChange whether a warm reset can bring the negotiable mode
     * @param implicit whether F and D are agreed otherwise, and not those of TA1
     */
    public record Specific(int protocol, boolean canChange, boolean implicit) {}

    /**
     * Parameters of T=1 (§11.4).
     *
     * @param ifsc the card's information field size, 1 to 254; 0 and 255 are reserved values that a card gave
     * @param bwi block waiting time integer; 10 to 15 are reserved
     * @param cwi character waiting time integer, 0 to 15
     * @param crc whether blocks end with a CRC; else with an LRC
     */
    public record T1(int ifsc, int bwi, int cwi, boolean crc) {
        private static final T1 DEFAULT = new T1(32, 4, 13, false);
    }

    private static final int DEFAULT_FI_DI = 0x11;
    private static final int DEFAULT_WI = 10;
    private static final int GLOBAL = 15;
    private static final int PI1 = 0x1F;

    /** Table 7: Fi, 0 where reserved. */
    private static final int[] F = {372, 372, 558, 744, 1116, 1488, 1860, 0, 0, 512, 768, 1024, 1536, 2048, 0, 0};
    /** Table 7: the highest clock frequency in kHz. */
    private static final int[] KHZ = {
        4000, 5000, 6000, 8000, 12_000, 16_000, 20_000, 0, 0, 5000, 7500, 10_000, 15_000, 20_000, 0, 0
    };
    /** Table 8: Di, 0 where reserved. */
    private static final int[] D = {0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0};

    private static final long NS = 1_000_000_000;
    private static final int WT_FACTOR = 960;
    private static final int FD = 372;
    private static final int FIXED_ETU = 11;
    private static final int MOST_BWI = 9;

    /** Decodes an ATR. */
    public static AtrParameters of(Atr atr) {
        List<Atr.Level> levels = atr.levels();
        Atr.Level first = atr.first();
        Atr.Level second = levels.size() > 1 ? levels.get(1) : new Atr.Level(NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE);
        Atr.Level t1 = specificTo(1, levels);
        Atr.Level global = specificTo(GLOBAL, levels);
        return new AtrParameters(
                or(first.ta(), DEFAULT_FI_DI),
                or(first.tc(), 0),
                protocols(levels),
                second.ta() == NO_BYTE
                        ? Optional.empty()
                        : Optional.of(
                                new Specific(second.ta() & 0x0F, (second.ta() & 0x80) == 0, (second.ta() & 0x10) != 0)),
                or(second.tc(), DEFAULT_WI),
                t1(t1),
                global.ta() == NO_BYTE ? 0 : global.ta() & 0x3F,
                global.ta() == NO_BYTE ? 0 : global.ta() >>> 6,
                global.tb(),
                asksForVpp(first.tb(), second.tb()));
    }

    /** PI1, five bits of TB1, is 0 when the contact is not connected, whatever current the others name; TB2 is PI2. */
    private static boolean asksForVpp(int tb1, int tb2) {
        return (tb1 != NO_BYTE && (tb1 & PI1) != 0) || tb2 > 0;
    }

    private static T1 t1(Atr.Level level) {
        int waits = or(level.tb(), T1.DEFAULT.bwi << 4 | T1.DEFAULT.cwi);
        boolean crc = level.tc() != NO_BYTE && (level.tc() & 1) != 0;
        return new T1(or(level.ta(), T1.DEFAULT.ifsc), waits >>> 4, waits & 0x0F, crc);
    }

    /** The first group from TA3 on that a TD of this T announces. */
    private static Atr.Level specificTo(int t, List<Atr.Level> levels) {
        for (int i = 2; i < levels.size(); i++) {
            int td = levels.get(i - 1).td();
            if (td != NO_BYTE && (td & 0x0F) == t) {
                return levels.get(i);
            }
        }
        return new Atr.Level(NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE);
    }

    private static List<Integer> protocols(List<Atr.Level> levels) {
        List<Integer> found = new ArrayList<>();
        for (Atr.Level level : levels) {
            int t = level.td() == NO_BYTE ? GLOBAL : level.td() & 0x0F;
            if (t != GLOBAL && !found.contains(t)) {
                found.add(t);
            }
        }
        return found.isEmpty() ? List.of(0) : List.copyOf(found);
    }

    private static int or(int value, int absent) {
        return value == NO_BYTE ? absent : value;
    }

    /** Fi, 0 when TA1 has a reserved value. */
    public int fi() {
        return F[fiDi >>> 4];
    }

    /** Di, 0 when TA1 has a reserved value. */
    public int di() {
        return D[fiDi & 0x0F];
    }

    /** The highest clock frequency in kHz at which Fi holds, 0 when reserved. */
    public int maxKhz() {
        return KHZ[fiDi >>> 4];
    }

    /** Whether F and D of a TA1 byte are none that the standard reserves. */
    public static boolean isDefined(int fiDi) {
        return F[fiDi >>> 4] > 0 && D[fiDi & 0x0F] > 0;
    }

    /** One etu in nanoseconds (§7.1), at the parameters of a TA1 byte that is defined. */
    public static long etuNs(int fiDi, long clockHz) {
        return F[fiDi >>> 4] * NS / D[fiDi & 0x0F] / clockHz;
    }

    /** WT of T=0 in nanoseconds (§10.2): WI x 960 x Fi / f. The reserved WI 0 counts as 10: no card answers in no time. */
    public long waitingTimeNs(int fiDiInUse, long clockHz) {
        return (long) (wi == 0 ? DEFAULT_WI : wi) * WT_FACTOR * F[fiDiInUse >>> 4] * NS / clockHz;
    }

    /** BWT of T=1 in nanoseconds (§11.4.3): 11 etu and 2^BWI x 960 x 372 / f. A reserved BWI counts as 9. */
    public long blockWaitingTimeNs(int fiDiInUse, long clockHz) {
        return FIXED_ETU * etuNs(fiDiInUse, clockHz)
                + ((long) WT_FACTOR << Math.min(t1.bwi, MOST_BWI)) * FD * NS / clockHz;
    }

    /** CWT of T=1 in etu (§11.4.3): 11 + 2^CWI. */
    public int characterWaitingTimeEtu() {
        return FIXED_ETU + (1 << t1.cwi);
    }
}
