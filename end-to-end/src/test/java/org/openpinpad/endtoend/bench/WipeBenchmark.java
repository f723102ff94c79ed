// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** The wipe of a locked page, its check that the page is empty included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WipeBenchmark {

    private LockedPage page;

    @Setup
    public void prepare() {
        page = LockedPage.map(Libc.load());
    }

    @Benchmark
    public void wipe() {
        page.wipe();
    }
}
