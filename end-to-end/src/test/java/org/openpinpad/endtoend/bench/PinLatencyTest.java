// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bench takes one sample an entry; how long one takes is nobody's promise. */
class PinLatencyTest {

    private static final int PATIENCE_S = 60;
    private static final Pattern SAMPLES = Pattern.compile("n=(\\d+)");

    @ParameterizedTest
    @EnumSource
    void whatTheBenchMeasuresIsNotRefused(PinRequest request) {
        assertEquals(request.structure().pinMin(), request.template().rules().min());
    }

    @Test
    void oneSampleAnEntry() throws Exception {
        Process bench = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("..", "device", "jvm-options"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PinLatency.class.getName(),
                        "4")
                .redirectErrorStream(true)
                .start();
        try {
            assertTrue(bench.waitFor(PATIENCE_S, TimeUnit.SECONDS));
            String output = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> samples = SAMPLES.matcher(output)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertEquals(List.of("1", "1", "4", "4", "4", "4", "4"), samples, output);
            assertEquals(0, bench.exitValue());
        } finally {
            bench.destroyForcibly();
        }
    }
}
