// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.guard.GuardRig.OPENPGP;
import static org.openpinpad.guard.GuardRig.SIGNATURE;
import static org.openpinpad.guard.GuardRig.VERIFY;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.display.CardApplication;
import org.openpinpad.gadget.reader.GuardPort;
import org.openpinpad.gadget.reader.PinPort.AbortReason;
import org.openpinpad.guard.GuardRules.Consent;
import org.openpinpad.guard.GuardRules.Mode;
import org.openpinpad.keypad.ControlKey;

/** What the guard rules, asks and notes (decision 9). */
class GuardTest {

    private static final String QUESTION = "Sign? SIGN with OpenPGP signature key, 32 bytes 3f9a12bc…";
    private static final String DECIPHER = "002A808611" + "00" + "A5".repeat(16) + "00";
    private static final String AUTHENTICATE = "0088000020" + "A5".repeat(32) + "00";

    private static GuardRig rig(Mode mode, Consent consent) {
        return new GuardRig(new GuardRules(mode, consent, Map.of())).answered(OPENPGP, 0x9000);
    }

    @Nested
    class PinsOfThePc {

        @Test
        void strictRefusesAndSaysSo() {
            GuardRig rig = rig(Mode.STRICT, Consent.NEVER);
            assertEquals(0x6404, rig.judge(VERIFY));
            assertEquals("PIN from PC: The PC tried to send a PIN. Refused.", rig.screen());
            assertEquals("The PC tried to send a PIN. Refused.", rig.event());
        }

        @Test
        void askLetsOneThroughWhenTheUserSaysYes() {
            GuardRig rig = rig(Mode.ASK, Consent.NEVER);
            assertEquals(GuardPort.ASK, rig.judge(VERIFY));
            assertEquals("PIN from PC: The PC sends a PIN. Let it through to the card?", rig.screen());
            rig.after(800).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of("allowed"), rig.outcomes);
            assertEquals("The PC sent a PIN. It was let through.", rig.event());
        }

        @Test
        void askRefusesWhenTheUserSaysNo() {
            GuardRig rig = rig(Mode.ASK, Consent.NEVER);
            rig.judge(VERIFY);
            rig.guard.key(ControlKey.CANCEL, rig.now);
            assertEquals(List.of("6985"), rig.outcomes);
            assertEquals("The PC tried to send a PIN. Refused.", rig.event());
        }

        @ParameterizedTest
        @CsvSource({
            "1020008206313233343536",
            "0C20008206 313233343536",
            "80200082 06313233343536",
            "00C200000B 0020008206313233343536"
        })
        void askNeverAsksAboutWhatIsHidden(String command) {
            GuardRig rig = rig(Mode.ASK, Consent.NEVER);
            assertEquals(0x6404, rig.judge(command.replace(" ", "")));
        }

        @Test
        void offLetsEverythingThroughAndNotesIt() {
            GuardRig rig = rig(Mode.OFF, Consent.NEVER);
            assertEquals(GuardPort.PASS, rig.judge(VERIFY));
            assertEquals("The PC sent a PIN. It was let through.", rig.event());
        }

        /** Who knows of what it is a piece: else it would be a way around the question. */
        @Test
        void evenOffAsksAboutAnEnvelope() {
            assertEquals(GuardPort.ASK, rig(Mode.OFF, Consent.SIGN).judge("00C2000004002A9E9A"));
        }

        @Test
        void evenOffKnowsWhatIsNoCommand() {
            GuardRig rig = rig(Mode.OFF, Consent.NEVER);
            assertEquals(0x6700, rig.judge("00200082063132"));
            assertEquals(0x6E00, rig.judge("FF20008206313233343536"));
        }

        @Test
        void anEarlierCommandAtTheCardMakesThePcComeAgain() {
            GuardRig rig = rig(Mode.STRICT, Consent.NEVER);
            rig.busy = true;
            assertEquals(GuardPort.BUSY, rig.judge("00B0000000"));
        }
    }

    @Nested
    class KeyUses {

        @ParameterizedTest
        @CsvSource({
            "NEVER, 0, 0, 0",
            "SIGN, -1, 0, 0",
            "EVERY, -1, -1, -1",
        })
        void consentSaysWhichAreAsked(Consent consent, int signature, int decipher, int authenticate) {
            assertEquals(signature, rig(Mode.STRICT, consent).judge(SIGNATURE));
            assertEquals(decipher, rig(Mode.STRICT, consent).judge(DECIPHER));
            assertEquals(authenticate, rig(Mode.STRICT, consent).judge(AUTHENTICATE));
        }

        /** The reader cannot say of these that they sign nothing. */
        @ParameterizedTest
        @CsvSource({
            "0188000020, another channel",
            "0C88000020, secure messaging",
            "8088000020, a proprietary class",
            "0086000020, GENERAL AUTHENTICATE of who knows what",
            "012A9E9A20, a signature on another channel",
            "002B9E9A20, an odd instruction",
        })
        void signAsksForWhatCouldBeASignature(String header, String why) {
            assertEquals(GuardPort.ASK, rig(Mode.STRICT, Consent.SIGN).judge(header + "A5".repeat(32)), why);
        }

        @ParameterizedTest
        @CsvSource({
            "0087079D, an RSA key takes any block",
            "0087079A, an RSA key takes any block",
            "0087119D, a challenge and not a key agreement",
        })
        void signAsksForPivKeysThatCouldSign(String header, String why) {
            GuardRig rig = rig(Mode.STRICT, Consent.SIGN).answered("00A404000BA000000308000010000100", 0x9000);
            assertEquals(GuardPort.ASK, rig.judge(header + "0A7C0882008104A5A5A5A5"), why);
            assertEquals(GuardPort.PASS, rig.judge("0087119D0A7C0882008504A5A5A5A5"), "a key agreement");
        }

        @Test
        void signAsksForEveryProofOfAnUnknownApplication() {
            GuardRig rig = rig(Mode.STRICT, Consent.SIGN).answered("00A40000023F00", 0x9000);
            assertEquals(GuardPort.ASK, rig.judge(AUTHENTICATE));
        }

        @Test
        void anApplicationCanHaveAWishOfItsOwn() {
            GuardRig rig = new GuardRig(
                    new GuardRules(Mode.STRICT, Consent.NEVER, Map.of(CardApplication.OPENPGP, Consent.EVERY)));
            rig.answered(OPENPGP, 0x9000);
            assertEquals(GuardPort.ASK, rig.judge(DECIPHER));
            rig.answered("00A404000BA000000308000010000100", 0x9000);
            assertEquals(GuardPort.PASS, rig.judge("0087079C0A7C0882008104A5A5A5A5"));
        }

        @Test
        void whoHidesTheApplicationGetsTheStrictestWish() {
            GuardRig rig = new GuardRig(
                    new GuardRules(Mode.STRICT, Consent.NEVER, Map.of(CardApplication.OPENPGP, Consent.EVERY)));
            rig.answered(OPENPGP, 0x9000).answered("00A40000023F00", 0x9000);
            assertEquals(GuardPort.ASK, rig.judge(DECIPHER));
        }

        @Test
        void aCommandThatIsNoPartOfTheOpenChainIsRefused() {
            GuardRig rig = rig(Mode.STRICT, Consent.NEVER).answered("10DB3FFF024D00", 0x9000);
            assertEquals(0x6883, rig.judge(SIGNATURE));
            assertEquals(GuardPort.PASS, rig.judge("00DB3FFF024D00"));
        }

        @Test
        void partsAreNotAskedAboutButTheLastOneIsWithAllTheData() {
            GuardRig rig = rig(Mode.STRICT, Consent.SIGN);
            String part = "102A9E9A10" + "3F9A12BC" + "A5".repeat(12);
            assertEquals(GuardPort.PASS, rig.judge(part));
            rig.answered(part, 0x9000);
            assertEquals(GuardPort.ASK, rig.judge("002A9E9A10" + "A5".repeat(16)));
            assertEquals(QUESTION, rig.screen());
        }

        @Test
        void whatWasDoneIsNotedWithWhatCameOfIt() {
            GuardRig rig = rig(Mode.STRICT, Consent.NEVER).answered(SIGNATURE, 0x6982);
            assertEquals("Failed: SIGN with OpenPGP signature key, 32 bytes 3f9a12bc…", rig.event());
            rig.answered(SIGNATURE, 0x9000);
            assertEquals("Done: SIGN with OpenPGP signature key, 32 bytes 3f9a12bc…", rig.event());
            rig.trail.unanswered(GuardRig.bytes(AUTHENTICATE));
            assertTrue(rig.event().startsWith("Failed: LOG IN"), rig.event());
        }
    }

    @Nested
    class Questions {

        private final GuardRig rig = rig(Mode.STRICT, Consent.SIGN);

        @Test
        void nothingIsAskedUnasked() {
            assertFalse(rig.guard.key(ControlKey.OK, rig.now));
            assertEquals(Long.MAX_VALUE, rig.guard.deadlineNs());
        }

        @Test
        void theQuestionIsShownAndOkLetsTheCommandThrough() {
            assertEquals(GuardPort.ASK, rig.judge(SIGNATURE));
            assertEquals(QUESTION, rig.screen());
            assertTrue(rig.after(700).guard.key(ControlKey.OK, rig.now));
            assertEquals(List.of("allowed"), rig.outcomes);
            assertEquals(Long.MAX_VALUE, rig.guard.deadlineNs());
        }

        @Test
        void okTooSoonIsNotTakenNorIsAnotherOneSoonAfterIt() {
            rig.judge(SIGNATURE);
            rig.after(699).guard.key(ControlKey.OK, rig.now);
            rig.after(699).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of(), rig.outcomes);
            rig.after(700).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of("allowed"), rig.outcomes);
        }

        /** Who types the rest of a PIN that the PC has broken off, and OK, looks at the keys and not at the display. */
        @Test
        void anOkThatEndsDigitsIsNotTaken() {
            rig.judge(SIGNATURE);
            rig.after(1000).guard.digit(rig.now);
            rig.after(1000).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of(), rig.outcomes);
            rig.after(1000).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of("allowed"), rig.outcomes);
        }

        @Test
        void norIsOneAfterDigitsThatCameBeforeTheQuestion() {
            rig.guard.digit(rig.now);
            rig.after(9_000).judge(SIGNATURE);
            rig.after(900).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of(), rig.outcomes);
        }

        @Test
        void butOneIsWhenTheUserHadEndedHisDigits() {
            rig.guard.digit(rig.now);
            rig.guard.handsOff();
            rig.judge(SIGNATURE);
            rig.after(900).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of("allowed"), rig.outcomes);
        }

        @Test
        void aQuestionInPlaceOfAWithdrawnOneRestsLonger() {
            rig.judge(SIGNATURE);
            rig.guard.withdraw(AbortReason.HOST);
            rig.after(100).judge(SIGNATURE);
            rig.after(2_899).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of(), rig.outcomes);
            rig.after(701).guard.key(ControlKey.OK, rig.now);
            assertEquals(List.of("allowed"), rig.outcomes);
        }

        @Test
        void cancelIsTakenAtOnce() {
            rig.judge(SIGNATURE);
            rig.guard.key(ControlKey.CANCEL, rig.now);
            assertEquals(List.of("6985"), rig.outcomes);
            assertEquals("Refused: You said no. The card was not asked.", rig.screen());
            assertEquals("You refused: SIGN with OpenPGP signature key, 32 bytes 3f9a12bc…", rig.event());
        }

        @Test
        void otherKeysAreNoAnswer() {
            rig.judge(SIGNATURE);
            assertTrue(rig.after(1000).guard.key(ControlKey.CORRECT, rig.now));
            assertTrue(rig.after(1000).guard.key(ControlKey.CLEAR, rig.now));
            assertEquals(List.of(), rig.outcomes);
        }

        @Test
        void silenceIsANoAfterTwoMinutes() {
            rig.judge(SIGNATURE);
            rig.after(119_999).guard.tick(rig.now);
            assertEquals(List.of(), rig.outcomes);
            rig.after(1).guard.tick(rig.now);
            assertEquals(List.of("6985"), rig.outcomes);
            assertEquals("Timed out: The card was not asked", rig.screen());
        }

        @Test
        void theClockIsWantedEverySecond() {
            rig.judge(SIGNATURE);
            long begin = rig.now;
            assertEquals(begin + 1_000_000_000L, rig.guard.deadlineNs());
            rig.after(1000).guard.tick(rig.now);
            assertEquals(begin + 2_000_000_000L, rig.guard.deadlineNs());
        }

        @ParameterizedTest
        @CsvSource({
            "HOST, PC gave up: The card was not asked",
            "BUS, PC gave up: The card was not asked",
            "LOCKED, PC gave up: The card was not asked",
            "CARD_REMOVED, Card removed",
        })
        void aWithdrawnQuestionHasNoOutcome(AbortReason reason, String screen) {
            rig.judge(SIGNATURE);
            rig.guard.withdraw(reason);
            assertEquals(screen, rig.screen());
            assertEquals(List.of(), rig.outcomes);
            assertFalse(rig.guard.key(ControlKey.OK, rig.now));
            assertEquals("PC gave up: SIGN with OpenPGP signature key, 32 bytes 3f9a12bc…", rig.event());
        }
    }

    @Nested
    class Authorised {

        private final GuardRig rig = rig(Mode.STRICT, Consent.NEVER);

        private void is(String expected) {
            assertEquals(expected, rig.uses.isPresent() ? "" + rig.uses.getAsInt() : "none");
        }

        @Test
        void aPinOpensAndUsesAreCounted() {
            is("none");
            rig.pinAnswered("00200082", 0x9000);
            is("0");
            rig.answered(SIGNATURE, 0x9000).answered(DECIPHER, 0x6100).answered(AUTHENTICATE, 0x6982);
            is("2");
            rig.pinAnswered("00200082", 0x9000);
            is("0");
        }

        @Test
        void aWrongPinOpensNothing() {
            rig.pinAnswered("00200082", 0x63C2);
            is("none");
        }

        @Test
        void bareVerifyTellsThatOneIsOpen() {
            rig.answered("00200082", 0x63C3);
            is("none");
            rig.answered("00200082", 0x9000);
            is("0");
            rig.answered(SIGNATURE, 0x9000).answered("00200082", 0x9000);
            is("1");
        }

        @Test
        void eachPinEndsForItself() {
            rig.pinAnswered("00200081", 0x9000).pinAnswered("00200083", 0x9000);
            rig.answered("0020FF83", 0x9000);
            is("0");
            rig.pinAnswered("00200081", 0x63C2);
            is("none");
        }

        /** A PC must not be able to have the display say less than is open. */
        @ParameterizedTest
        @CsvSource({
            "80200082, 6E00",
            "00200182, 6A86",
            "01200082, 6881",
            "0020FF82, 6A86",
            "00200082, 6A88",
            "00200082, 6982"
        })
        void nonsenseEndsNothing(String command, String statusWord) {
            rig.pinAnswered("00200082", 0x9000).answered(command, Integer.parseInt(statusWord, 16));
            is("0");
        }

        @Test
        void aSelectionEndsNothingForSomeCardsKeepIt() {
            rig.pinAnswered("00200082", 0x9000).answered("00A404000BA000000308000010000100", 0x9000);
            is("0");
        }

        @Test
        void resetEndsAll() {
            rig.pinAnswered("00200082", 0x9000);
            rig.trail.reset();
            is("none");
        }
    }
}
