// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code ./pinpad} arrives for everything that runs the simulated reader. */
@Command(
        name = "pinpad",
        description = "The OpenPinpad firmware with a simulated front panel and card.",
        subcommands = {DemoCommand.class, SimulateCommand.class, ChipCommand.class},
        mixinStandardHelpOptions = true,
        version = "OpenPinpad 0.1.0")
public final class SimulatorMain {

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SimulatorMain());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(sentence(failure)));
            return ExitCode.FAILED;
        });
        return line;
    }

    /** What went wrong, for a person; the classes that throw see to it that their messages are sentences. */
    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null ? "The simulator failed: " + failure.getClass().getSimpleName() + "." : message;
    }

    /** Exit codes beside picocli's 0 and 2 (usage). */
    static final class ExitCode {
        static final int OK = 0;
        static final int FAILED = 1;

        private ExitCode() {}
    }
}
