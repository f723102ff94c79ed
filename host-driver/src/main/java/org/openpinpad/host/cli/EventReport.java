// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpinpad.ccid.escape.EventAnswer;

/** Events twice: lines for a person, values for a program. The reader tells ages; times are this computer's. */
final class EventReport {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final List<EventAnswer.Entry> events;
    private final ZonedDateTime now;

    EventReport(List<EventAnswer.Entry> events, Clock clock) {
        this.events = events;
        this.now = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }

    String text() {
        return events.stream()
                .map(event -> "%d  %s  %s".formatted(event.number(), time(event), Console.oneLine(event.text())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    Map<String, Object> json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (EventAnswer.Entry event : events) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("number", event.number());
            row.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at(event)));
            row.put("ageSeconds", event.ageSeconds());
            row.put("text", event.text());
            rows.add(row);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("events", rows);
        return all;
    }

    private String time(EventAnswer.Entry event) {
        ZonedDateTime at = at(event);
        return (at.toLocalDate().equals(now.toLocalDate()) ? TODAY : BEFORE).format(at);
    }

    private ZonedDateTime at(EventAnswer.Entry event) {
        return now.minusSeconds(event.ageSeconds());
    }
}
