// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.ReaderFinder.Found;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code openpinpad list}: what readers there are. */
@Command(name = "list", description = "Lists the readers: those of the PC/SC service, and those on the USB.")
final class ListCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @ParentCommand
    private OpenPinpad program;

    @Override
    public Integer call() {
        List<Found> readers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ReaderFinder finder : program.finders()) {
            try {
                readers.addAll(finder.list());
            } catch (ReaderException e) {
                problems.add(e.getMessage());
            }
        }
        boolean json = program.json();
        if (json || !readers.isEmpty()) {
            program.print(text(readers), json(readers, problems));
        }
        problems.forEach(problem -> program.console().err().println("Note: " + problem));
        if (readers.isEmpty()) {
            program.console().err().println("openpinpad: There is no reader.");
        }
        return (readers.isEmpty() ? ExitCode.NO_READER : ExitCode.OK).number();
    }

    private static String text(List<Found> readers) {
        return String.join(
                System.lineSeparator(),
                readers.stream()
                        .map(reader -> reader.state().isEmpty()
                                ? reader.address()
                                : reader.address() + "  (" + reader.state() + ")")
                        .toList());
    }

    private static Map<String, Object> json(List<Found> readers, List<String> problems) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Found reader : readers) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("reader", reader.address());
            row.put("name", reader.name());
            row.put("state", reader.state().isEmpty() ? null : reader.state());
            rows.add(row);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("readers", rows);
        all.put("notes", problems);
        return all;
    }
}
