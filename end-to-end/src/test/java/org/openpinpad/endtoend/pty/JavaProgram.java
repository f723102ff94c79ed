// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a program of ours, or the JDK's, is started with the JVM and the classes of this test. */
final class JavaProgram {
    private JavaProgram() {}

    static List<String> command(String mainClass, String... arguments) {
        List<String> jvm = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
        return command(jvm, mainClass, arguments);
    }

    /** The simulated reader, with the options of the firmware's JVM. */
    static List<String> reader(String... arguments) {
        List<String> jvm = List.of("@" + Path.of("..", "device", "jvm-options"));
        return command(jvm, "org.openpinpad.simulator.SimulatorMain", arguments);
    }

    private static List<String> command(List<String> jvm, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The path of a program of the JDK. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
