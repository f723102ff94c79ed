// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.util.concurrent.Callable;
import org.openpinpad.host.Reader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code openpinpad info}: what a reader tells of itself. */
@Command(
        name = "info",
        description = "Shows what a reader can do: its PIN pad, display, descriptor, and the card in it.")
final class InfoCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @ParentCommand
    private OpenPinpad program;

    @Mixin
    private ReaderChoice choice;

    @Override
    public Integer call() {
        try (Reader reader = choice.open(program)) {
            ReaderReport report = ReaderReport.of(reader);
            program.print(report.text(), report.json());
        }
        return ExitCode.OK.number();
    }
}
