// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openpinpad.card.SlotResult;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.pcsc.scard.Protocol;
import org.openpinpad.pcsc.scard.ScardCode;

/** The slot and a service that is played; what a real one does, end-to-end's {@code PcscSlotTest} shows. */
@Timeout(30)
class PcscSlotTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Waits SHORT = new Waits(200, 10, 10_000, 300);

    private static final String CONNECT = "connect " + FakePcsc.READER + " EXCLUSIVE 3";
    private static final String COLD_RESET = "reconnect EXCLUSIVE 3 UNPOWER_CARD";
    private static final String OFF = "disconnect UNPOWER_CARD";
    private static final String VERIFY = "0020008206313233343536";

    private final FakePcsc pcsc = new FakePcsc();
    private final LockedPage page = LockedPage.map(Libc.load());
    private final ByteBuffer response = ByteBuffer.allocateDirect(65_538);
    private PcscSlot slot;

    private PcscSlot open() throws SlotUnavailable {
        slot = PcscSlot.open(Libc.load(), pcsc, "ACME", said -> {}, SHORT);
        return slot;
    }

    private PcscSlot openPowered() throws SlotUnavailable {
        assertEquals(SlotResult.DONE, open().powerOn(ByteBuffer.allocateDirect(33)));
        pcsc.asked();
        return slot;
    }

    @AfterEach
    void close() {
        if (slot != null) {
            slot.close();
        }
    }

    private SlotResult transmit(String command) {
        ByteBuffer bytes = page.bytes();
        bytes.put(HEX.parseHex(command)).flip();
        SlotResult result = slot.transmit(bytes, response.clear());
        assertEquals(0, bytes.position(), "the command's position");
        return result;
    }

    private String response() {
        byte[] bytes = new byte[response.position()];
        response.get(0, bytes);
        return HEX.formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "establishContext, E_NO_SERVICE, 'The card reader cannot be used, for the PC/SC service does not run; check it"
                + " with: systemctl status pcscd.socket pcscd.'",
        "establishContext, W_SECURITY_VIOLATION, 'The card reader cannot be used, for the PC/SC service does not let this"
                + " user in (polkit); check it with: systemctl status pcscd.socket pcscd.'",
        "listReaders, F_COMM_ERROR, 'The card readers cannot be listed, for the connection to the PC/SC service, or to"
                + " the reader, broke; restart pcscd.'",
    })
    void why_a_slot_cannot_be_opened_is_said_in_a_sentence(String call, ScardCode code, String sentence) {
        pcsc.fails(call, code);
        assertEquals(sentence, assertThrows(SlotUnavailable.class, this::open).getMessage());
    }

    @Test
    void a_reader_that_is_not_there_is_waited_for_a_moment_and_told_of() {
        pcsc.readers("Other");
        assertEquals(
                "No card reader is called \"ACME\"; take the name of one that is there, or a part of it: \"Other\".",
                assertThrows(SlotUnavailable.class, this::open).getMessage());
    }

    @Test
    void power_on_is_a_cold_reset_with_nobody_beside_us() throws SlotUnavailable {
        ByteBuffer atr = ByteBuffer.allocateDirect(33).position(1);
        assertEquals(SlotResult.DONE, open().powerOn(atr));
        assertEquals(List.of(CONNECT, COLD_RESET), pcsc.asked());
        assertEquals(3, atr.position());
        assertEquals((byte) 0x3B, atr.get(1));
        assertTrue(slot.powered());
        assertEquals(SlotResult.DONE, slot.powerOn(atr.clear()));
        assertEquals(List.of(COLD_RESET), pcsc.asked());
        slot.powerOff();
        slot.powerOff();
        assertEquals(List.of(OFF), pcsc.asked());
        assertFalse(slot.powered());
    }

    @ParameterizedTest
    @CsvSource({
        "connect,   E_NO_SMARTCARD,       ABSENT",
        "connect,   W_REMOVED_CARD,       ABSENT",
        "connect,   E_READER_UNAVAILABLE, ABSENT",
        "connect,   E_UNKNOWN_READER,     ABSENT",
        "connect,   W_UNRESPONSIVE_CARD,  MUTE",
        "connect,   E_PROTO_MISMATCH,     PROTOCOL_NOT_SUPPORTED",
        "connect,   E_SHARING_VIOLATION,  HARDWARE",
        "connect,   E_NO_MEMORY,          HARDWARE",
        "reconnect, W_REMOVED_CARD,       ABSENT",
        "reconnect, W_UNRESPONSIVE_CARD,  MUTE",
        "reconnect, E_NO_SERVICE,         HARDWARE",
        "status,    W_REMOVED_CARD,       ABSENT",
        "status,    E_INSUFFICIENT_BUFFER, OVERRUN",
    })
    void what_stands_against_power_on(String call, ScardCode code, SlotResult result) throws SlotUnavailable {
        open();
        pcsc.fails(call, code);
        assertEquals(result, slot.powerOn(ByteBuffer.allocateDirect(33)));
        assertFalse(slot.powered());
        assertEquals(SlotResult.MUTE, transmit("00B00000"));
        assertEquals(SlotResult.DONE, slot.powerOn(ByteBuffer.allocateDirect(33)), "the next time");
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"RAW", "UNDEFINED"})
    void a_card_without_t0_and_t1_is_not_for_us(Protocol spoken) throws SlotUnavailable {
        pcsc.speaks(spoken);
        assertEquals(SlotResult.PROTOCOL_NOT_SUPPORTED, open().powerOn(ByteBuffer.allocateDirect(33)));
        assertEquals(List.of(CONNECT, COLD_RESET, OFF), pcsc.asked());
    }

    /** After any of these nobody knows where in the exchange the card is. */
    @ParameterizedTest
    @CsvSource({
        "W_REMOVED_CARD,        ABSENT",
        "E_READER_UNAVAILABLE,  ABSENT",
        "E_NOT_TRANSACTED,      MUTE",
        "W_RESET_CARD,          MUTE",
        "W_UNPOWERED_CARD,      MUTE",
        "E_INSUFFICIENT_BUFFER, OVERRUN",
        "E_PROTO_MISMATCH,      PROTOCOL_NOT_SUPPORTED",
        "F_COMM_ERROR,          HARDWARE",
        "E_NO_SERVICE,          HARDWARE",
        "E_INVALID_HANDLE,      HARDWARE",
        "F_UNKNOWN_ERROR,       HARDWARE",
    })
    void a_failed_exchange_takes_the_cards_power(ScardCode code, SlotResult result) throws SlotUnavailable {
        for (Protocol protocol : List.of(Protocol.T0, Protocol.T1)) {
            pcsc.speaks(protocol);
            openPowered();
            pcsc.fails("transmit", code);
            assertEquals(result, transmit(VERIFY), protocol.name());
            assertEquals(List.of(protocol + " " + VERIFY, OFF), pcsc.asked());
            assertFalse(slot.powered());
            assertEquals(SlotResult.MUTE, transmit(VERIFY));
            assertEquals(SlotResult.DONE, slot.powerOn(ByteBuffer.allocateDirect(33)), "the next time");
            slot.close();
        }
    }

    @Test
    void over_t1_an_apdu_goes_as_it_is_from_the_callers_bytes() throws SlotUnavailable {
        pcsc.speaks(Protocol.T1).card(command -> "00".repeat(300) + "9000");
        openPowered();
        assertEquals(SlotResult.DONE, transmit("00CB3FFF0000045C0300000000"));
        assertEquals(List.of("T1 00CB3FFF0000045C0300000000"), pcsc.asked());
        assertEquals(302, response.position());
        assertEquals(page.address(0), pcsc.commandAddress());
    }

    @Test
    void over_t0_the_rest_is_fetched_and_lengths_are_corrected() throws SlotUnavailable {
        pcsc.card(command -> switch (command) {
            case "00CA006E00" -> "6C81";
            case "00CA006E81" -> "AA".repeat(0x81) + "6102";
            case "00C0000002" -> "BBBB9000";
            default -> "6D00";
        });
        openPowered();
        assertEquals(SlotResult.DONE, transmit("00CA006E000000"));
        assertEquals("AA".repeat(0x81) + "BBBB9000", response());
        assertEquals(List.of("T0 00CA006E00", "T0 00CA006E81", "T0 00C0000002"), pcsc.asked());
    }

    @Test
    void over_t0_the_pin_is_in_the_slots_page_and_then_nowhere() throws SlotUnavailable {
        boolean[] there = {false};
        pcsc.card(command -> {
            there[0] = new Pointer(pcsc.commandAddress()).getByte(5) == '1';
            return command.substring(10) + "9000"; // a card that echoes would break the protocol
        });
        openPowered();
        assertEquals(SlotResult.VIOLATED, transmit(VERIFY));
        assertTrue(there[0]);
        assertIsWiped(pcsc.commandAddress());
        assertEquals(List.of("T0 " + VERIFY, OFF), pcsc.asked());
    }

    private static void assertIsWiped(long address) {
        byte[] area = new Pointer(address).getByteArray(0, 1024);
        assertTrue(HEX.formatHex(area).matches("0*"), "what went to the card, and what came, are still there");
    }

    @Test
    void an_answer_too_long_for_the_caller_is_an_overrun() throws SlotUnavailable {
        pcsc.card(command -> "AA".repeat(10) + "9000");
        openPowered();
        ByteBuffer command = page.bytes();
        command.put(HEX.parseHex("00B000000A")).flip();
        assertEquals(SlotResult.OVERRUN, slot.transmit(command, ByteBuffer.allocateDirect(8)));
    }

    @Test
    void an_answer_without_status_word_is_no_answer() throws SlotUnavailable {
        for (Protocol protocol : List.of(Protocol.T0, Protocol.T1)) {
            pcsc.speaks(protocol).card(command -> "90");
            openPowered();
            assertEquals(SlotResult.VIOLATED, transmit("00B0000000"));
            assertFalse(slot.powered());
            slot.close();
        }
    }
}
