// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A JVM of its own with one of the mains of this package: keys go in by standard input, lines come out. */
final class ChildJvm implements AutoCloseable {

    private static final int PATIENCE_S = 60;

    private final Process process;
    private final OutputStream keys;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildJvm(Process process) {
        this.process = process;
        keys = process.getOutputStream();
        Thread reader = new Thread(this::read, "child's lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the class with the class path of this test and the options of the firmware's JVM. */
    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "device", "jvm-options"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("output failed");
        }
    }

    ProcessMemory memory() {
        return new ProcessMemory(process.pid());
    }

    void press(byte key) throws IOException {
        keys.write(key);
        keys.flush();
    }

    void press(char key) throws IOException {
        press((byte) key);
    }

    void type(SecretDigits digits) throws IOException {
        for (int i = 0; i < SecretDigits.COUNT; i++) {
            keys.write(digits.key(i));
        }
        keys.flush();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // the one of Process closes the streams too
    }

    /** Waits for a line, passing over others. */
    String await(Predicate<String> wanted, String what) throws InterruptedException {
        List<String> others = new ArrayList<>();
        while (true) {
            String line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (line == null) {
                close(); // nobody else may have it yet
                throw new AssertionError("no " + what + " from the child, but " + others);
            }
            if (wanted.test(line)) {
                return line;
            }
            others.add(line);
        }
    }

    void await(String line) throws InterruptedException {
        await(line::equals, line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
