// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to reset (ISO/IEC 7816-3 §8.2).
 *
 * @param inverse TS is 3F: inverse convention
 * @param levels the interface bytes, one entry for each TA/TB/TC/TD group, the first is TA1 to TD1
 * @param historicalBytes T1 to TK
 */
public record Atr(boolean inverse, List<Level> levels, ByteBuffer historicalBytes) {

    /** An interface byte that is not there. */
    public static final int NO_BYTE = -1;

    /** ISO/IEC 7816-3 §8.2.3: at most 32 bytes follow TS. */
    public static final int MAX_LENGTH = 33;

    private static final int TS_DIRECT = 0x3B;
    private static final int TS_INVERSE = 0x3F;

    /** One group of interface bytes, each 0 to 255 or {@link #NO_BYTE}. */
    public record Level(int ta, int tb, int tc, int td) {
        private static final Level EMPTY = new Level(NO_BYTE, NO_BYTE, NO_BYTE, NO_BYTE);
    }

    /** Reads an ATR; empty when it is cut short, too long, or TS is none. TCK is not judged: the slot does that. */
    public static Optional<Atr> parse(ByteBuffer atr) {
        ByteBuffer in = atr.duplicate();
        if (in.remaining() < 2 || in.remaining() > MAX_LENGTH) {
            return Optional.empty();
        }
        int ts = in.get() & 0xFF;
        if (ts != TS_DIRECT && ts != TS_INVERSE) {
            return Optional.empty();
        }
        int t0 = in.get() & 0xFF;
        List<Level> levels = new ArrayList<>();
        int present = t0 >>> 4;
        while (present != 0) {
            if (in.remaining() < Integer.bitCount(present)) {
                return Optional.empty();
            }
            int ta = (present & 1) != 0 ? in.get() & 0xFF : NO_BYTE;
            int tb = (present & 2) != 0 ? in.get() & 0xFF : NO_BYTE;
            int tc = (present & 4) != 0 ? in.get() & 0xFF : NO_BYTE;
            int td = (present & 8) != 0 ? in.get() & 0xFF : NO_BYTE;
            levels.add(new Level(ta, tb, tc, td));
            present = td == NO_BYTE ? 0 : td >>> 4;
        }
        int historical = t0 & 0x0F;
        if (in.remaining() < historical) {
            return Optional.empty();
        }
        return Optional.of(new Atr(ts == TS_INVERSE, List.copyOf(levels), in.slice(in.position(), historical)));
    }

    /** TA1 to TD1, all absent when there are none. */
    public Level first() {
        return levels.isEmpty() ? Level.EMPTY : levels.get(0);
    }

    /** The protocol that is used without PPS: TD1's, or T=0 when there is no TD1 (§8.2.3). */
    public int firstProtocol() {
        return first().td() == NO_BYTE ? 0 : first().td() & 0x0F;
    }

    /** The first group that is specific to T=1: the one after the second or later TD that names it (§11.4). */
    public Level firstForT1() {
        for (int i = 1; i + 1 < levels.size(); i++) {
            int td = levels.get(i).td();
            if (td != NO_BYTE && (td & 0x0F) == 1) {
                return levels.get(i + 1);
            }
        }
        return Level.EMPTY;
    }
}
