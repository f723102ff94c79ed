// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Every kind of event. */
final class Events {

    private Events() {}

    static Stream<Event> stream() {
        Stream<Event> uses = Explanations.all()
                .flatMap(what ->
                        Arrays.stream(Event.KeyUse.Result.values()).map(result -> new Event.KeyUse(what, result)));
        Stream<Event> asked = Arrays.stream(PinOperation.values())
                .flatMap(operation -> Arrays.stream(CardApplication.values())
                        .map(application -> new Event.PinAsked(new PinPurpose(operation, application, 0x81))));
        Stream<Event> others = Stream.of(
                new Event.Ended(new Screen.WrongPin(PinOperation.VERIFY, OptionalInt.of(2))),
                new Event.Ended(new Screen.Refused(RefusalReason.UNSUPPORTED_ENTRY)),
                new Event.PinFromPc(true),
                new Event.PinFromPc(false),
                new Event.Locked());
        return Stream.of(uses, asked, others).flatMap(s -> s);
    }
}
