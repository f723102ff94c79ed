// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package, each in a JVM with the options of this one. */
final class PinSteps {

    /** What the profiler calls the bytes of heap for one operation. */
    private static final String BYTES = "gc.alloc.rate.norm";

    private PinSteps() {}

    public static void main(String... arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("^" + PinSteps.class.getPackageName().replace(".", "\\."))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        new Runner(options).run().stream().map(PinSteps::row).forEach(Row::print);
    }

    private static Row row(RunResult result) {
        String figures = String.format(
                "    %5.0f ns  %4.0f B",
                median(result.getPrimaryResult()),
                median(result.getSecondaryResults().get(BYTES)));
        String name = result.getParams().getBenchmark();
        String method = name.substring(name.lastIndexOf('.') + 1);
        return switch (method) {
            case "wipe" -> new Row("wipe of a page", figures, "aim 1 ms");
            case "write" -> {
                PinRequest request = PinRequest.valueOf(result.getParams().getParam("request"));
                yield new Row("formatter: " + request.label(), figures, "aim 0 B");
            }
            default -> new Row(method + " of GnuPG's request", figures, "for information");
        };
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(50);
    }
}
