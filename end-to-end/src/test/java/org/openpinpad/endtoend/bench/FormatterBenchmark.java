// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

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
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pin.format.PinFormatter;
import org.openpinpad.pin.format.PinTemplate;
import org.openpinpad.pin.format.TypedPins;

/** Six digits a PIN into their command, in a locked page as on the device. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FormatterBenchmark {

    private static final int DIGITS = 6;
    private static final int COMMAND = 1024;

    @Param
    public PinRequest request;

    private PinTemplate template;
    private TypedPins pins;
    private ByteBuffer command;

    @Setup
    public void prepare() {
        LockedPage page = LockedPage.map(Libc.load());
        ByteBuffer digits = page.bytes(0, DIGITS);
        for (int i = 0; i < DIGITS; i++) {
            digits.put(i, (byte) ('1' + i));
        }
        template = request.template();
        pins = new Typed(digits);
        command = page.bytes(COMMAND, PinFormatter.COMMAND_MAX);
    }

    @Benchmark
    public ByteBuffer write() {
        PinFormatter.write(template, pins, command);
        return command;
    }

    private record Typed(ByteBuffer digits) implements TypedPins {
        @Override
        public int count(int pin) {
            return DIGITS;
        }

        @Override
        public byte digit(int pin, int index) {
            return digits.get(index);
        }
    }
}
