// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench.guard;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Filter, explanation and what is remembered, for one command. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GuardBenchmark {

    /** Commands of ordinary use, and one that is refused. */
    public enum Command {
        READ_BINARY("00B0000000", "aim 2000 ns, 0 B"),
        GET_DATA("00CA006E00", "aim 2000 ns, 0 B"),
        /** No key use: a part of a chain, with as much as a short command holds. */
        CHAINED_PART("10DA7F21FF" + "A5".repeat(255), "aim 2000 ns, 0 B"),
        TRIES_LEFT("00200081", "aim 2000 ns, 0 B"),
        /** Explained and logged. */
        SIGNATURE("002A9E9A333031300D060960864801650304020105000420" + "3F".repeat(32) + "00", "for information"),
        /** Refused and logged; the card's answer to it is the bench's fancy. */
        PIN_OF_THE_PC("0020008106313233343536", "for information");

        final String hex;
        final String aim;

        Command(String hex, String aim) {
            this.hex = hex;
            this.aim = aim;
        }
    }

    @Param
    public Command command;

    private final GuardBench bench = new GuardBench();
    private ByteBuffer bytes;

    @Setup
    public void prepare() {
        bytes = GuardBench.command(command.hex);
    }

    @Benchmark
    public int pass() {
        return bench.pass(bytes);
    }
}
