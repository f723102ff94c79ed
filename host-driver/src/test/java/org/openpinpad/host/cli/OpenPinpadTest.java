// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.host.PinRequest;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** The program as its user sees it: standard output, standard error, exit code. */
class OpenPinpadTest {

    private final FakeReaders pcsc = new FakeReaders("");
    private final FakeReaders usb = new FakeReaders("usb");
    private String out;
    private String err;

    private int run(String... arguments) {
        return run(StandardCharsets.UTF_8, arguments);
    }

    private int run(Charset charset, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        Console console = new Console(new PrintWriter(outText, true), new PrintWriter(errText, true), charset);
        int code = new OpenPinpad(List.of(pcsc, usb), console).run(arguments);
        out = outText.toString();
        err = errText.toString();
        assertFalse(err.contains("\tat "), () -> "a stack trace: " + err);
        return code;
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(new PinResult.Verified(), 0),
                Arguments.of(new PinResult.Wrong(OptionalInt.of(2)), 1),
                Arguments.of(new PinResult.Wrong(OptionalInt.empty()), 1),
                Arguments.of(new PinResult.Blocked(), 2),
                Arguments.of(new PinResult.Cancelled(), 3),
                Arguments.of(new PinResult.TimedOut(), 4),
                Arguments.of(new PinResult.CardError("VERIFY", 0x6A88), 5),
                Arguments.of(new PinResult.RefusedByReader("no"), 6),
                Arguments.of(new PinResult.CardGone(), 7),
                Arguments.of(new PinResult.BadLength(), 8),
                Arguments.of(new PinResult.Mismatch(), 8),
                Arguments.of(new PinResult.ReaderError("broken"), 70));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void everyEndingHasItsExitCodeAndSentence(PinResult result, int code) {
        pcsc.result = result;
        assertEquals(code, run("verify"));
        assertEquals(result.describe() + System.lineSeparator(), out);
        assertTrue(pcsc.readerClosed);
    }

    @Test
    void everyEndingIsInTheList() {
        assertEquals(
                PinResult.class.getPermittedSubclasses().length,
                endings().map(row -> row.get()[0].getClass()).distinct().count());
    }

    @Test
    void theUserIsToldToLookAtTheReaderFirst() {
        run("verify", "--reference", "82");
        assertEquals(
                "Look at the reader: enter OpenPGP user PIN there (6 to 32 digits, within 60 s)."
                        + System.lineSeparator(),
                err);
    }

    @Test
    void verifyAsJson() {
        pcsc.result = new PinResult.Wrong(OptionalInt.of(2));
        assertEquals(1, run("verify", "--json"));
        assertEquals("""
                {
                  "pin": "OpenPGP signature PIN",
                  "result": "Wrong",
                  "triesLeft": 2,
                  "sentence": "Wrong PIN, 2 tries left.",
                  "exitCode": 1
                }
                """, out);
    }

    @Test
    void jsonMayStandBeforeTheCommandToo() {
        run("--json", "verify");
        assertTrue(out.startsWith("{"), out);
    }

    @Test
    void optionsShapeTheRequest() {
        run("verify", "--aid", "D2:76:00:01:24:01", "--reference", "02", "--min", "4", "--max", "8", "--timeout", "0");
        PinRequest request = pcsc.request;
        assertEquals("PIN 02", request.purpose());
        assertEquals(4, request.digits().min());
        assertEquals(8, request.digits().max());
        assertEquals(Duration.ZERO, request.timeOut());
        assertEquals(6, request.application().orElseThrow().remaining());
        assertEquals((byte) 0x02, request.command().get(3));
        assertTrue(err.contains("(4 to 8 digits)"), err);

        run("verify", "--no-select");
        assertEquals(Optional.empty(), pcsc.request.application());
        assertEquals((byte) 0x81, pcsc.request.command().get(3));
    }

    @ParameterizedTest
    @CsvSource({
        "--reference 84, An OpenPGP card has the PINs 81 - 82 and 83.",
        "--reference 8, '''8'' is not hexadecimal.'",
        "--reference 8181, 'A PIN reference is one byte in hexadecimal, as in 81, not ''8181''.'",
        "--min 9 --max 4, A PIN of 9 to 4 digits cannot be typed.",
        "--max 300, 'PIN lengths are 0 to 255, not 6 to 300.'",
        "--timeout 256, The time for an entry is 0 to 255 whole seconds.",
        "--timeout -1, The time for an entry is 0 to 255 whole seconds.",
        "--aid 00, 'An application identifier has 5 to 16 bytes, not 1.'",
        "--profile x, 'There is no profile ''x'', only openpgp and generic.'",
        "--min x, Invalid value for option '--min': 'x' is not an int.",
        "--bogus, Unknown option: '--bogus'.",
        "--reader usb:nonsense, That is no address.",
    })
    void aWrongCommandLineIsOneSentence(String options, String sentence) {
        assertEquals(64, run(("verify " + options).split(" ")));
        assertEquals(
                "openpinpad: " + sentence.replace(" - ", ", ") + " Try 'openpinpad verify --help'."
                        + System.lineSeparator(),
                err);
        assertEquals("", out);
        assertNull(pcsc.request);
    }

    @Test
    void withoutACommandItShowsItsUsage() {
        assertEquals(64, run());
        assertTrue(err.startsWith("Usage: openpinpad"), err);
    }

    @Test
    void helpListsCommandsAndExitCodes() {
        assertEquals(0, run("--help"));
        for (String word : List.of("list", "info", "verify", "Exit codes:", "64", "The PIN is blocked", "--json")) {
            assertTrue(out.contains(word), word);
        }
        assertEquals(0, run("verify", "--help"));
        assertTrue(out.contains("Exit codes:"), out);
        assertEquals(0, run("--version"));
        assertTrue(out.startsWith("openpinpad "), out);
    }

    @Test
    void aSchemeChoosesTheWay() {
        run("verify", "--reader", "usb:1209:0001");
        assertEquals("1209:0001", usb.openedAddress);
        assertNull(pcsc.openedAddress);
        assertEquals(7, run("verify", "--reader", "usbip:localhost"));
        assertEquals("openpinpad: There is no way to a reader called 'usbip:localhost'." + System.lineSeparator(), err);
        run("verify", "--reader", "Open");
        assertEquals("Open", pcsc.openedAddress);
    }

    @Test
    void withoutAServiceTheUsbIsTried() {
        pcsc.closed = new ReaderException(Kind.NO_SERVICE, "No service.");
        assertEquals(0, run("verify"));
        assertEquals("", usb.openedAddress);
        usb.closed = new ReaderException(Kind.NO_READER, "None.");
        assertEquals(7, run("verify"));
        assertEquals("openpinpad: No service." + System.lineSeparator(), err);
    }

    @Test
    void aReaderThatAnotherProgramHasIsNotPassedOver() {
        pcsc.closed = new ReaderException(Kind.BUSY, "Taken.");
        assertEquals(7, run("verify"));
        assertEquals("openpinpad: Taken." + System.lineSeparator(), err);
        assertNull(usb.openedAddress);
    }

    @Test
    void noCardIsToldAsJsonToo() {
        pcsc.card = false;
        assertEquals(7, run("verify", "--json"));
        assertTrue(out.contains("\"error\": \"There is no card in the reader.\""), out);
        assertTrue(pcsc.readerClosed);
    }

    @Test
    void aFaultOfTheProgramIsOneSentence() {
        pcsc.fault = new IllegalStateException("oops");
        assertEquals(70, run("verify"));
        assertEquals(
                "openpinpad: This is a fault of openpinpad, please report it: java.lang.IllegalStateException: oops."
                        + System.lineSeparator(),
                err);
    }

    @Test
    void theTraceGoesToStandardErrorAndWorksWithoutArrows() {
        run("verify", "--trace");
        assertTrue(err.startsWith("→ GetSlotStatus seq 0"), err);
        run(StandardCharsets.US_ASCII, "verify", "--trace");
        assertTrue(err.startsWith("-> GetSlotStatus seq 0"), err);
    }

    @Test
    void listShowsReadersOfAllWaysAndWhatIsClosed() {
        usb.closed = new ReaderException(Kind.NO_SERVICE, "No libusb.");
        assertEquals(0, run("list"));
        assertEquals("OpenPinpad 00 00  (card present)" + System.lineSeparator(), out);
        assertEquals("Note: No libusb." + System.lineSeparator(), err);
        pcsc.name = "";
        assertEquals(7, run("list", "--json"));
        assertEquals("""
                {
                  "readers": [],
                  "notes": [
                    "No libusb."
                  ]
                }
                """, out);
    }

    @Test
    void infoOverPcscShowsFeatures() {
        assertEquals(0, run("info"));
        assertEquals("""
                Reader                 OpenPinpad 00 00
                Card                   present, ATR 3B00
                PIN pad                yes
                Features               VERIFY_PIN_DIRECT
                Display                2 lines of 16 characters
                Entry may end by       last digit, OK key, timeout
                """, out);
    }

    @Test
    void infoWithoutACardShowsWhatTheDescriptorSays() {
        usb.card = false;
        usb.descriptor = Optional.of(FakeReaders.DESCRIPTOR);
        assertEquals(0, run("info", "--reader", "usb:1209:0001"));
        assertEquals("""
                Reader                 OpenPinpad 00 00
                Card                   none
                PIN pad                yes
                Display                4 lines of 16 characters
                CCID                   1.10
                Slots                  1
                Exchange level         short and extended APDU
                Longest message        65554 bytes
                """, out);
        run("info", "--reader", "usb:1209:0001", "--json");
        assertTrue(out.contains("\"dwFeatures\": \"000404BA\""), out);
        assertTrue(out.contains("\"atr\": null"), out);
    }

    @Test
    void infoWithoutACardSaysWhatItCannotKnow() {
        pcsc.card = false;
        assertEquals(0, run("info"));
        assertTrue(out.contains("can be asked for only with a card in the reader"), out);
    }

    @Test
    void aReadersNameCannotSteerTheTerminal() {
        pcsc.name = "evil\u001B[2J\u009B2J\"name";
        run("info");
        assertTrue(out.startsWith("Reader                 evil?[2J?2J\"name"), out);
        run("info", "--json");
        assertTrue(out.contains("\"evil\\u001b[2J\\u009b2J\\\"name\""), out);
    }
}
