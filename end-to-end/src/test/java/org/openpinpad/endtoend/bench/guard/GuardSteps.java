// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench.guard;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link GuardBenchmark} in JVMs with the options of this one, and prints its table. */
final class GuardSteps {

    /** What the profiler calls the bytes of heap for one operation. */
    private static final String BYTES = "gc.alloc.rate.norm";

    private GuardSteps() {}

    public static void main(String... arguments) throws RunnerException {
        System.out.printf("%-16s %8s %6s%n", "command", "ns", "B");
        new Runner(new OptionsBuilder()
                        .include(GuardBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()
                .forEach(GuardSteps::print);
    }

    private static void print(RunResult result) {
        GuardBenchmark.Command command =
                GuardBenchmark.Command.valueOf(result.getParams().getParam("command"));
        System.out.printf(
                Locale.ROOT,
                "%-16s %8.0f %6.0f   %s%n",
                command.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                median(result.getPrimaryResult()),
                median(result.getSecondaryResults().get(BYTES)),
                command.aim);
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }
}
