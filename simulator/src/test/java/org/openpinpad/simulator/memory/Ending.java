// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.util.List;

/**
 * One way in which a PIN entry ends. Its steps are lines of {@link FirmwareChild}, and:
 *
 * <pre>
 * key K       a key is pressed
 * see LINE    the child is awaited to say so; "pc HEX" is what the PC reads
 * shows TEXT  the display begins to show this
 * atr         the PC is awaited to read the card's answer to reset
 * terminate   SIGTERM
 * </pre>
 *
 * @param request what the PC sends
 * @param typed what is typed, one after the other, with OK between
 * @param steps how it ends; afterwards the PIN must be gone
 * @param recovery how the next entry becomes possible
 */
record Ending(String name, String request, List<Typed> typed, List<String> steps, List<String> recovery) {

    enum Typed {
        RIGHT,
        WRONG
    }

    /** VERIFY with PW1 (81), 6 to 32 digits in ASCII, in so many seconds; bSeq 2. */
    private static final String VERIFY = "69140000000002000000" + "00%02X82000020060201090400000000" + "0020008100";

    /** The same in data of eight bytes: as an ISO 9564-1 block of format 2, and in ASCII, which has no room for twelve. */
    private static final String VERIFY_BLOCK =
            "691C0000000002000000" + "003C89470420060201090400000000" + "0020008108" + "20FFFFFFFFFFFFFF";

    private static final String VERIFY_PADDED =
            "691C0000000002000000" + "003C82080020060201090400000000" + "0020008108" + "FFFFFFFFFFFFFFFF";

    /** CHANGE REFERENCE DATA: old, new and repeated PIN. */
    private static final String CHANGE =
            "69190000000002000000" + "013C82000000002006030203090400010200000000" + "24008100";

    private static final String POWER_ON = "62000000000001000000";
    private static final String POWER_OFF = "63000000000003000000";
    private static final String BULK_ABORT = "72000000000002000000";

    private static final String ABORTED = "see pc 8000000000000240FF00";
    private static final String ABORT_DONE = "see pc 81000000000002000000";
    private static final String REMOVED = "see pc 8000000000000242FE00";
    private static final String MUTE = "see pc 8000000000000240FE00";
    /** NotifySlotChange: present, changed. */
    private static final String INSERTED = "see pc 5003";

    private static final List<String> POWERED = List.of(POWER_ON, "atr");
    private static final List<String> NOTHING = List.of();
    private static final List<String> PUT_IN = List.of("key +", INSERTED, POWER_ON, "atr");

    /** Entries after which the firmware goes on. */
    static final List<Ending> ENDINGS = List.of(
            verify("success", List.of("key O", answered("9000")), NOTHING),
            verify("wrong PIN", Typed.WRONG, List.of("key O", answered("63C2")), NOTHING),
            verify(
                    "success of a card that echoes",
                    List.of("card echo", "see did card echo", "key O", answered("9000")),
                    NOTHING),
            verify("card mute", List.of("card mute", "see did card mute", "key O", MUTE), POWERED),
            verify("cancel", List.of("key X", "see pc 8000000000000240EF00"), NOTHING),
            verify("time-out", 2, List.of("see pc 8000000000000240F000"), NOTHING),
            verify("ABORT", List.of("abort", ABORTED), List.of(BULK_ABORT, ABORT_DONE)),
            verify(
                    "ABORT while the card works",
                    List.of(
                            "card slow",
                            "see did card slow",
                            "key O",
                            "see the card works",
                            "abort",
                            ABORTED,
                            "answer",
                            "shows PIN correct"),
                    List.of(BULK_ABORT, ABORT_DONE)),
            verify("power-off", List.of(POWER_OFF, ABORTED), POWERED),
            verify("card removal", List.of("key -", REMOVED), PUT_IN),
            verify("bus reset", List.of("reset", "see did reset"), POWERED),
            verify("SUSPEND", List.of("suspend", ABORTED), List.of("resume", "see did resume", POWER_ON, "atr")),
            new Ending(
                    "a block that the card refuses",
                    VERIFY_BLOCK,
                    List.of(Typed.RIGHT),
                    List.of("key O", answered("63C2")),
                    NOTHING),
            new Ending(
                    "a PIN that is too long",
                    VERIFY_PADDED,
                    List.of(Typed.RIGHT),
                    List.of("key O", "key O", answered("6403")),
                    NOTHING),
            change("new PINs that differ", Typed.WRONG, Typed.RIGHT, List.of("key O", answered("6402"))),
            change(
                    "a change that is cancelled",
                    Typed.WRONG,
                    Typed.WRONG,
                    List.of("key X", "see pc 8000000000000240EF00")),
            change(
                    "a cleared PIN, then cancel",
                    Typed.WRONG,
                    Typed.WRONG,
                    List.of("key E", "key X", "see pc 8000000000000240EF00")),
            change("a change to the same PIN", Typed.RIGHT, Typed.RIGHT, List.of("key O", answered("9000"))),
            verify("UNBIND", List.of("unbind", "see did unbind"), List.of("bind", "see did bind", POWER_ON, "atr")));

    /** Entries with which the process ends; it is searched in its last moment. */
    static final List<Ending> LAST = List.of(
            verify("shutdown", List.of("terminate", "see ended"), NOTHING),
            verify("a fault of the display", List.of("display faulty", "see reported"), NOTHING),
            verify(
                    "a fault at the card",
                    List.of("card faulty", "see did card faulty", "key O", "see reported"),
                    NOTHING),
            verify("a fault of the bus", List.of("writer faulty", "see reported"), NOTHING));

    private static String answered(String statusWord) {
        return "see pc 80020000000002000000" + statusWord;
    }

    private static Ending verify(String name, List<String> steps, List<String> recovery) {
        return verify(name, Typed.RIGHT, steps, recovery);
    }

    private static Ending verify(String name, Typed typed, List<String> steps, List<String> recovery) {
        return new Ending(name, String.format(VERIFY, 60), List.of(typed), steps, recovery);
    }

    private static Ending change(String name, Typed fresh, Typed repeated, List<String> steps) {
        return new Ending(name, CHANGE, List.of(Typed.RIGHT, fresh, repeated), steps, NOTHING);
    }

    private static Ending verify(String name, int timeOutS, List<String> steps, List<String> recovery) {
        return new Ending(name, String.format(VERIFY, timeOutS), List.of(Typed.RIGHT), steps, recovery);
    }

    /** Whether a key of the user's ended it; else the keypad must rest before the next entry takes keys. */
    boolean isEndedByUser() {
        return steps.contains("key O") || steps.contains("key X");
    }

    /** How a session begins. */
    static List<String> powerOn() {
        return POWERED;
    }

    @Override
    public String toString() {
        return name;
    }
}
