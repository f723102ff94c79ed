// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.openpinpad.endtoend.bench.guard.GuardBench;

/** Prints what the guard takes for one command of {@link RawUsbPingPong}, in nanoseconds: {@code GuardTime ROUNDS}. */
final class GuardTime {

    private static final int BATCH = 1000;

    private GuardTime() {}

    public static void main(String... arguments) {
        GuardBench bench = new GuardBench();
        ByteBuffer command = GuardBench.command("00A4000000");
        long[] batches = new long[Integer.parseInt(arguments[0])];
        long rulings = 0;
        for (int i = 0; i < batches.length; i++) {
            long begin = System.nanoTime();
            for (int j = 0; j < BATCH; j++) {
                rulings += bench.pass(command);
            }
            batches[i] = System.nanoTime() - begin;
        }
        if (rulings != 0) {
            throw new IllegalStateException("the guard does not let the command pass");
        }
        Arrays.sort(batches);
        System.out.println(batches[batches.length / 2] / BATCH);
    }
}
