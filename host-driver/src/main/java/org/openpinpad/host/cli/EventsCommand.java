// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openpinpad.ccid.escape.EventAnswer;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code openpinpad events}: what the reader remembers. */
@Command(
        name = "events",
        description = {
            "Shows a reader's event log: what it asked its user, what the card was made to do, what was refused.",
            "Each line is the event's number, its time by this computer's clock, and the reader's words."
        })
final class EventsCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @ParentCommand
    private OpenPinpad program;

    @Mixin
    private ReaderChoice choice;

    @Option(names = "--follow", description = "Go on with events as they happen, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        try (Reader reader = choice.open(program)) {
            List<EventAnswer.Entry> events = reader.events(0);
            if (events.isEmpty()) {
                program.console().err().println("Note: The event log is empty.");
            }
            if (!events.isEmpty() || program.json()) {
                print(events);
            }
            if (follow) {
                follow(reader, next(0, events));
            }
        }
        return ExitCode.OK.number();
    }

    /** Returns only by an exception. */
    private void follow(Reader reader, long first) throws InterruptedException {
        Duration pause = program.pause();
        for (long next = first; ; ) {
            Thread.sleep(pause.toMillis());
            List<EventAnswer.Entry> events = eventsUnlessBusy(reader, next);
            if (!events.isEmpty()) {
                print(events);
            }
            next = next(next, events);
        }
    }

    /** Nothing while another program has the card, or there is none: the reader keeps the events until later. */
    private static List<EventAnswer.Entry> eventsUnlessBusy(Reader reader, long first) {
        try {
            return reader.events(first);
        } catch (ReaderException e) {
            if (e.kind() == Kind.BUSY || e.kind() == Kind.NO_CARD) {
                return List.of();
            }
            throw e;
        }
    }

    private static long next(long first, List<EventAnswer.Entry> events) {
        return events.isEmpty() ? first : events.get(events.size() - 1).number() + 1;
    }

    private void print(List<EventAnswer.Entry> events) {
        EventReport report = new EventReport(events, program.clock());
        program.print(report.text(), report.json());
    }
}
