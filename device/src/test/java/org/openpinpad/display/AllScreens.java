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
        return Stream.of(notices(), results(), refusals(), faults(), entries(), guard())
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
                new Screen.PinsDiffer(),
                new Screen.PinTooShort(1),
                new Screen.PinTooShort(127),
                new Screen.PinTooLong(1),
                new Screen.PinTooLong(127),
                new Screen.Cancelled(),
                new Screen.TimedOut(),
                new Screen.CardRemoved(),
                new Screen.CardError(0xFFFF),
                new Screen.CardMute(),
                new Screen.Aborted());
    }

    private static Stream<Screen> guard() {
        Countdown now = new Countdown(119, 120);
        Stream<Screen> keys = Explanations.keyUses()
                .flatMap(what -> Stream.of(new Screen.Consent(what, now), new Screen.KeyUsed(what)));
        Stream<Screen> events = Events.stream()
                .flatMap(event -> Stream.of(
                        new Screen.EventPage(event, 1, 1, 0), new Screen.EventPage(event, 64, 64, 99L * 3600)));
        Stream<Screen> others = Stream.of(
                new Screen.CardOpen(0),
                new Screen.CardOpen(1),
                new Screen.CardOpen(2),
                new Screen.CardOpen(999_999),
                new Screen.Allowed(),
                new Screen.QuestionWithdrawn(),
                new Screen.CommandRefused(),
                new Screen.NotAnswered(),
                new Screen.EmptyLog(),
                new Screen.PinFromPc(now));
        return Stream.of(keys, events, others).flatMap(s -> s);
    }

    private static Stream<Screen> results() {
        List<OptionalInt> tries = Stream.concat(
                        Stream.of(NO_COUNT), IntStream.rangeClosed(0, 15).mapToObj(OptionalInt::of))
                .toList();
        return Arrays.stream(PinOperation.values())
                .flatMap(operation -> Stream.concat(
                        Stream.of(new Screen.PinAccepted(operation), new Screen.PinBlocked(operation)),
                        tries.stream().map(left -> new Screen.WrongPin(operation, left))));
    }

    private static Stream<Screen> refusals() {
        return Arrays.stream(RefusalReason.values()).map(Screen.Refused::new);
    }

    private static Stream<Screen> faults() {
        return Arrays.stream(FaultCause.values()).map(Screen.Fault::new);
    }

    private static Stream<Screen> entries() {
        PinPurpose one = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x81);
        Countdown now = new Countdown(27, 30);
        DigitCount none = new DigitCount(6, 127, 0, DigitCount.Notice.NONE);
        Stream<Screen> everyPurpose = purposes()
                .flatMap(purpose -> Arrays.stream(PinPrompt.values())
                        .map(prompt -> new Screen.EnterPin(purpose, prompt, none, now, OptionalInt.of(3))));
        Stream<Screen> everyCount = Stream.of(0, 1, 4, 15, 16, 255)
                .flatMap(typed -> Arrays.stream(DigitCount.Notice.values())
                        .flatMap(notice -> Stream.of(
                                entry(one, new DigitCount(0, 0, typed, notice), new Countdown(0, 0), NO_COUNT),
                                entry(one, new DigitCount(1, 1, typed, notice), now, OptionalInt.of(0)),
                                entry(
                                        one,
                                        new DigitCount(254, 255, typed, notice),
                                        new Countdown(180, 180),
                                        OptionalInt.of(15)))));
        return Stream.concat(everyPurpose, everyCount);
    }

    private static Screen entry(PinPurpose purpose, DigitCount digits, Countdown time, OptionalInt tries) {
        return new Screen.EnterPin(purpose, PinPrompt.PIN, digits, time, tries);
    }

    /** Every operation and application with the references that have names, one that has none, and the ends. */
    private static Stream<PinPurpose> purposes() {
        return Arrays.stream(PinOperation.values())
                .flatMap(operation -> Arrays.stream(CardApplication.values())
                        .flatMap(application -> List.of(0x00, 0x01, 0x80, 0x81, 0x82, 0x83, 0xFF).stream()
                                .map(reference -> new PinPurpose(operation, application, reference))));
    }
}
