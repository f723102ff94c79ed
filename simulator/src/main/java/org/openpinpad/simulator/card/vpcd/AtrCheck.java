// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.card.SlotResult;
import org.openpinpad.iso7816.Atr;

/** Whether what a program says is its answer to reset is one (ISO/IEC 7816-3 §8.2). */
final class AtrCheck {

    private static final int TS_DIRECT = 0x3B;
    private static final int TS_INVERSE = 0x3F;
    private static final int PROTOCOL = 0x0F;

    private AtrCheck() {}

    /** What a slot says of the bytes from position to limit; {@code DONE} if they are an ATR and nothing more. */
    static SlotResult of(ByteBuffer bytes) {
        if (bytes.remaining() < 2) {
            return SlotResult.MUTE;
        }
        int ts = bytes.get(bytes.position()) & 0xFF;
        if (ts != TS_DIRECT && ts != TS_INVERSE) {
            return SlotResult.BAD_ATR_TS;
        }
        Optional<Atr> atr = Atr.parse(bytes);
        if (atr.isEmpty()) {
            return SlotResult.MUTE; // It stopped in the middle.
        }
        boolean checked = atr.get().levels().stream().anyMatch(AtrCheck::namesAnotherProtocol);
        int end = 2 + interfaceBytes(atr.get()) + atr.get().historicalBytes().remaining() + (checked ? 1 : 0);
        boolean whole = bytes.remaining() == end;
        return whole && (!checked || exclusiveOr(bytes) == 0) ? SlotResult.DONE : SlotResult.BAD_ATR_TCK;
    }

    /** §8.2.5: TCK is there unless T=0 is all that the ATR names. */
    private static boolean namesAnotherProtocol(Atr.Level level) {
        return level.td() != Atr.NO_BYTE && (level.td() & PROTOCOL) != 0;
    }

    private static int interfaceBytes(Atr atr) {
        int count = 0;
        for (Atr.Level level : atr.levels()) {
            for (int value : new int[] {level.ta(), level.tb(), level.tc(), level.td()}) {
                count += value == Atr.NO_BYTE ? 0 : 1;
            }
        }
        return count;
    }

    /** Of all bytes after TS, TCK included: zero when TCK is right. */
    private static int exclusiveOr(ByteBuffer bytes) {
        int sum = 0;
        for (int i = bytes.position() + 1; i < bytes.limit(); i++) {
            sum ^= bytes.get(i);
        }
        return sum;
    }
}
