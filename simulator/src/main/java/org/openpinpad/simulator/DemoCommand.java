// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openpinpad.simulator.demo.Demonstration;
import org.openpinpad.simulator.panel.RawTerminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pinpad demo}. */
@Command(
        name = "demo",
        description = {
            "Shows a PIN typed at the reader and verified by a card, and every byte that the PC saw meanwhile.",
            "Two processes, the reader and a PC's program, joined by USB/IP on the loopback address. In a terminal you"
                    + " type the PIN; without one, or with --keys, the keys are played."
        },
        footerHeading = "%nExit code:%n",
        footer = "  0 if the card said 9000 and the PIN was in none of the bytes that crossed, else 1.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /** The virtual card's PIN when it is new. */
    private static final String CARD_PIN = "123456";

    @Option(
            names = "--keys",
            paramLabel = "KEYS",
            description = "Play these keys, such as 123456O: digits, O = OK, C = correct, X = cancel.")
    String keys;

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Demonstration demonstration = new Demonstration(
                program(
                        ManagementFactory.getRuntimeMXBean().getInputArguments(), // the reader needs what ./pinpad gave
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName()),
                program(
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        hostClassPath(),
                        "org.openpinpad.host.cli.OpenPinpad"),
                out);
        if (keys == null && RawTerminal.present()) {
            return demonstration.interactive(CARD_PIN);
        }
        return demonstration.play(keys == null ? CARD_PIN + "O" : keys);
    }

    /** The PC's program is no part of the simulator: whoever starts the demonstration says where it is. */
    private static String hostClassPath() {
        String path = System.getProperty("openpinpad.host.classpath");
        if (path == null) {
            throw new IllegalStateException(
                    "The demonstration needs the PC's program; start it by ./pinpad demo, which says where that is.");
        }
        return path;
    }

    private static List<String> program(List<String> options, String classPath, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }
}
