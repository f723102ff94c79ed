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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.pin.format.PinTemplate.Checked;
import org.openpinpad.pin.format.TemplateCheck;

/** The check of GnuPG's request for a PIN, before anybody is asked. It makes a template, so it allocates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TemplateCheckBenchmark {

    private final PinStructure request = PinRequest.OPENPGP.structure();

    @Benchmark
    public Checked check() {
        return TemplateCheck.check(request);
    }
}
