// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.util.List;
import java.util.Optional;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.WireTrace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which every command names its reader. */
final class ReaderChoice {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-r", "--reader"},
            paramLabel = "READER",
            description = {
                "The reader: a PC/SC name or a part of it, or usb:VID:PID[@BUS-ADDRESS] or usbip:HOST:PORT to go"
                        + " without a PC/SC service.",
                "Default: the only reader there is, or the one with a card."
            })
    private String reader = "";

    @Option(
            names = "--trace",
            description = "Print a line for each message that crosses, on standard error. Never shows contents.")
    private boolean trace;

    /** Opens the chosen reader. */
    Reader open(OpenPinpad program) {
        Console console = program.console();
        WireTrace wireTrace = trace ? line -> console.err().println(console.showable(line)) : WireTrace.NONE;
        return reader.isEmpty() ? openAny(program.finders(), wireTrace) : openNamed(program.finders(), wireTrace);
    }

    private Reader openNamed(List<ReaderFinder> finders, WireTrace wireTrace) {
        for (ReaderFinder finder : finders) {
            Optional<String> address = addressFor(finder);
            if (address.isPresent()) {
                return open(finder, address.get(), wireTrace);
            }
        }
        throw new ReaderException(Kind.NO_READER, "There is no way to a reader called '" + reader + "'.");
    }

    private Reader open(ReaderFinder finder, String address, WireTrace wireTrace) {
        try {
            return finder.open(address, wireTrace);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<String> addressFor(ReaderFinder finder) {
        String prefix = finder.scheme() + ":";
        if (finder.scheme().isEmpty()) {
            return reader.matches("(usb|usbip):.*") ? Optional.empty() : Optional.of(reader);
        }
        return reader.startsWith(prefix) ? Optional.of(reader.substring(prefix.length())) : Optional.empty();
    }

    /** Tries one way after the other; when all are closed, the first says why. */
    private static Reader openAny(List<ReaderFinder> finders, WireTrace wireTrace) {
        ReaderException first = new ReaderException(Kind.NO_READER, "There is no way to any reader.");
        for (int i = 0; i < finders.size(); i++) {
            try {
                return finders.get(i).open("", wireTrace);
            } catch (ReaderException e) {
                boolean nothingThere = e.kind() == Kind.NO_SERVICE || e.kind() == Kind.NO_READER;
                if (!nothingThere) {
                    throw e;
                }
                first = i == 0 ? e : first;
            }
        }
        throw first;
    }
}
