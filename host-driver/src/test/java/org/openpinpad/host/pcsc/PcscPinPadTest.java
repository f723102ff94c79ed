// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.host.PinPadListener;
import org.openpinpad.host.PinProfile;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.WireTrace;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

class PcscPinPadTest {

    private static final String LINUX = "42000D48";
    private static final String WINDOWS = "00313520";
    private static final String LIBCCID = "060442330006 070442330007 0A044233000A 120442330012";
    private static final String SELECT = "00A4040006D2760001240100";
    private static final String BLOCK = "1E1E8200002006 02 FF 0000 00 000000 05000000 0020008100";
    private static final PinRequest SIGN =
            PinProfile.OPENPGP.request(0x81).timeOut(Duration.ofSeconds(30)).build();

    private final ScriptedCard card = new ScriptedCard();

    /** A card behind libccid that has answered the feature request. */
    private PcscPinPad libccid() {
        card.control(LINUX, "", LIBCCID);
        return new PcscPinPad(card);
    }

    @Test
    void selectsThenVerifiesWithinOneTransaction() {
        PcscPinPad pad = libccid();
        card.transmit(SELECT, "9000").control("42330006", BLOCK, "9000");
        assertEquals(new PinResult.Verified(), pad.verify(SIGN));
        card.assertDone();
    }

    @ParameterizedTest
    @CsvSource({
        "63C2, 'Wrong PIN, 2 tries left.'",
        "6983, The PIN is blocked: no tries are left.",
        "6401, The PIN entry was cancelled.",
        "6400, Nobody completed the PIN entry in time.",
        "6403, The PIN was shorter or longer than allowed.",
        "6A88, The card answered VERIFY with status 6A88.",
        "'', The reader failed: its driver claims success without an answer*",
        "900090, The reader failed: its driver answered 3 bytes instead of a status.",
        "!SCARD_E_UNSUPPORTED_FEATURE, The reader refused: its driver does not take this PIN block.",
        "!SCARD_E_NOT_TRANSACTED, The reader failed: the reader gave up with an error of its own.",
        "!SCARD_W_REMOVED_CARD, The card was taken out.",
        "!SCARD_E_NO_SERVICE, 'The reader failed: the PC/SC service went away; start pcscd, then this program again.'",
        "!strange words, The reader failed: PC/SC says failed.",
    })
    void everyEndingHasItsSentence(String reply, String sentence) {
        PcscPinPad pad = libccid();
        card.transmit(SELECT, "9000").control("42330006", BLOCK, reply);
        String told = pad.verify(SIGN).describe();
        if (sentence.endsWith("*")) {
            assertTrue(told.startsWith(sentence.substring(0, sentence.length() - 1)), told);
        } else {
            assertEquals(sentence, told);
        }
        card.assertDone();
    }

    @Test
    void aRefusedSelectAsksForNoPin() {
        PcscPinPad pad = libccid();
        card.transmit(SELECT, "6A82");
        assertEquals(new PinResult.CardError("SELECT", 0x6A82), pad.verify(SIGN, failing()));
        card.assertDone();
    }

    @Test
    void selectThatHasDataWaitingIsFine() {
        PcscPinPad pad = libccid();
        card.transmit(SELECT, "6110").control("42330006", BLOCK, "9000");
        assertEquals(new PinResult.Verified(), pad.verify(SIGN));
    }

    @Test
    void anotherProgramsResetIsToldBeforeAnythingIsAsked() {
        PcscPinPad pad = libccid();
        card.beginFails("SCARD_W_RESET_CARD");
        assertEquals(
                "The reader failed: another program reset the card meanwhile; try again.",
                pad.verify(SIGN, failing()).describe());
        card.assertDone();
    }

    @Test
    void withoutPinPadItRefusesAndSendsNothing() {
        card.control(LINUX, "", "").control(WINDOWS, "", "");
        PcscPinPad pad = new PcscPinPad(card);
        assertTrue(pad.features().isEmpty());
        assertInstanceOf(PinResult.RefusedByReader.class, pad.verify(SIGN, failing()));
        assertEquals(Optional.empty(), pad.pinProperties());
        assertEquals(TlvProperties.NONE, pad.tlvProperties());
        card.assertDone();
    }

    @Test
    void theWindowsCodeIsTriedAfterTheOther() {
        card.control(LINUX, "", "!SCARD_E_INVALID_PARAMETER").control(WINDOWS, "", "060400313420");
        PcscPinPad pad = new PcscPinPad(card);
        card.transmit(SELECT, "9000").control("00313420", BLOCK, "63C1");
        assertEquals(new PinResult.Wrong(OptionalInt.of(1)), pad.verify(SIGN));
        card.assertDone();
    }

    @ParameterizedTest
    @CsvSource({"0604423300", "0603423300", "FFFF"})
    void aMalformedFeatureMapIsNoPinPad(String reply) {
        card.control(LINUX, "", reply).control(WINDOWS, "", "!SCARD_E_UNSUPPORTED_FEATURE");
        assertEquals(EnumSet.noneOf(Feature.class), new PcscPinPad(card).features());
    }

    @Test
    void propertiesAreAskedByTheirFeatures() {
        PcscPinPad pad = libccid();
        card.control("4233000A", "", "10020700").control("42330012", "", "0B020912 0C020100 0803312E30");
        assertEquals(Optional.of(new PinProperties(0x0210, 7, false)), pad.pinProperties());
        TlvProperties properties = pad.tlvProperties();
        assertEquals(OptionalLong.of(0x1209), properties.number(TlvProperty.ID_VENDOR));
        assertEquals(Optional.of("1.0"), properties.firmwareId());
        card.assertDone();
    }

    @Test
    void errorsOfAskingPropertiesAreNoErrors() {
        PcscPinPad pad = libccid();
        card.control("4233000A", "", "!SCARD_E_NOT_TRANSACTED").control("42330012", "", "0B");
        assertEquals(Optional.empty(), pad.pinProperties());
        assertEquals(TlvProperties.NONE, pad.tlvProperties());
    }

    @Test
    void theListenerHearsBeforeAndAfter() {
        List<String> heard = new ArrayList<>();
        PcscPinPad pad = libccid();
        card.transmit(SELECT, "9000").control("42330006", BLOCK, "6401");
        pad.verify(SIGN, new PinPadListener() {
            @Override
            public void before(PinRequest request) {
                heard.add("before " + request.purpose());
            }

            @Override
            public void after(PinRequest request, PinResult result) {
                heard.add("after " + result.describe());
            }
        });
        assertEquals(List.of("before OpenPGP signature PIN", "after The PIN entry was cancelled."), heard);
    }

    @Test
    void theTraceShowsNamesLengthsAndStatus() {
        List<String> lines = new ArrayList<>();
        card.control(LINUX, "", LIBCCID).transmit(SELECT, "9000").control("42330006", BLOCK, "63C2");
        new PcscPinPad(card, lines::add).verify(SIGN);
        assertEquals(
                List.of(
                        "→ control 42000D48 GET_FEATURE_REQUEST, 0 bytes",
                        "← 24 bytes",
                        "→ SELECT, 12 bytes",
                        "← 9000",
                        "→ control 42330006 VERIFY_PIN_DIRECT, 24 bytes",
                        "← 63C2"),
                lines);
        WireTrace.NONE.message("unused");
    }

    private static PinPadListener failing() {
        return new PinPadListener() {
            @Override
            public void before(PinRequest request) {
                throw new AssertionError("no PIN is to be asked for");
            }
        };
    }
}
