// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.display;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every screen there is, with the values that make it longest. */
final class AllScreens {
    private static final OptionalInt NO_COUNT = OptionalInt.empty();

    private AllScreens() {}

    static Stream<Screen> stream() {
        return Stream.of(notices(), wrongPins(), refusals(), faults(), entries())
                .flatMap(s -> s);
    }

    private static Stream<Screen> notices() {
        return Stream.of(
                new Screen.Starting("0.1.0"),
                new Screen.Starting("W".repeat(20)),
                new Screen.NotConnected(),
                new Screen.InsertCard(),
                new Screen.CardReady(),
                new Screen.CardBusy(),
                new Screen.Checking(),
                new Screen.PinCorrect(),
                new Screen.PinBlocked(),
                new Screen.Cancelled(),
                new Screen.TimedOut(),
                new Screen.CardRemoved(),
                new Screen.CardError(0xFFFF),
                new Screen.CardMute(),
                new Screen.Aborted());
    }

    private static Stream<Screen> wrongPins() {
        return Stream.concat(Stream.of(NO_COUNT), IntStream.rangeClosed(0, 15).mapToObj(OptionalInt::of))
                .map(Screen.WrongPin::new);
    }

    private static Stream<Screen> refusals() {
        return Arrays.stream(RefusalReason.values()).map(Screen.Refused::new);
    }

    private static Stream<Screen> faults() {
        return Arrays.stream(FaultCause.values()).map(Screen.Fault::new);
    }

    private static Stream<Screen> entries() {
        PinPurpose one = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x81);
        return Stream.concat(
                purposes().map(purpose -> new Screen.EnterPin(purpose, 6, 127, 0, 27, 30, OptionalInt.of(3))),
                Stream.of(0, 1, 4, 15, 16, 255)
                        .flatMap(digits -> Stream.of(
                                new Screen.EnterPin(one, 0, 0, digits, 0, 0, NO_COUNT),
                                new Screen.EnterPin(one, 1, 1, digits, 27, 30, OptionalInt.of(0)),
                                new Screen.EnterPin(one, 254, 255, digits, 999, 999, OptionalInt.of(15)))));
    }

    /** Every operation and application with the references that have names, one that has none, and the ends. */
    private static Stream<PinPurpose> purposes() {
        return Arrays.stream(PinOperation.values())
                .flatMap(operation -> Arrays.stream(CardApplication.values())
                        .flatMap(application -> List.of(0x00, 0x01, 0x80, 0x81, 0x82, 0x83, 0xFF).stream()
                                .map(reference -> new PinPurpose(operation, application, reference))));
    }
}
