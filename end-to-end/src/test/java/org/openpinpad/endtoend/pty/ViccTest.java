// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's vicc as the card: its ISO 7816 type, whose PIN is 1234, whatever P2 is. */
class ViccTest extends OtherPeoplesCard {

    /** P2 0C: no file control information, which this vicc fails to pack. */
    private static final String SELECT_MF = "00A4000C023F00";

    private static final String PIN = "Enter PIN: Unknown card PIN reference 01 hex";
    private static final String VERIFY_01 = "0020000100";

    private int port;

    @Override
    List<String> readerOptions() throws IOException {
        port = freePort();
        return List.of("--vpcd", Integer.toString(port));
    }

    @BeforeEach
    void putViccIn() throws Exception {
        DebianPackages.needProgram("vicc");
        DebianPackages.needFile(Path.of("/usr/lib/python3/dist-packages/Cryptodome"), "python3-pycryptodome");
        reader.shows("Insert card");
        putIn();
    }

    private void putIn() throws IOException, InterruptedException {
        String program = Path.of("vm", "guest", "vicc").toAbsolutePath().toString();
        putIn(
                "vicc",
                List.of(program, "--type", "iso7816", "--hostname", "127.0.0.1", "--port", Integer.toString(port)));
    }

    @Test
    void its_file_is_made_written_and_read() throws Exception {
        List<String> answers = transmit(
                SELECT_MF,
                "00E000000D620B8201018302001180020008", // a transparent file 0011 of 8 bytes
                "00A4000C020011",
                "00D60000084F70656E20706164",
                "00B0000008");
        // 6282: at a serial line every command asks for an answer, and this vicc finds it short.
        assertEquals(List.of("9000", "9000", "9000", "6282", "4F70656E207061649000"), answers);
    }

    @ParameterizedTest
    @CsvSource({
        "1234O, 9000, PIN correct",
        "1111O, 6300, Wrong PIN",
        "12X,   6401, Cancelled",
    })
    void its_pin_is_typed_at_the_pad_by_part_10(String keys, String statusWord, String display) throws Exception {
        verifyByPartTen(SELECT_MF, VERIFY_01, PIN, keys, statusWord);
        reader.shows(display);
    }

    @Test
    void its_pin_is_typed_at_the_pad_by_our_own_program() throws Exception {
        HostProgram verify = openpinpad(
                "verify", "--profile", "generic", "--no-select", "--reference", "01", "--min", "4", "--max", "8");
        reader.whenShown(PIN, "1234O");
        assertTrue(verify.endsWith(0).contains("The card accepted the PIN."));
        reader.shows("PIN correct");
    }

    @Test
    void three_wrong_pins_block_it() throws Exception {
        for (int i = 0; i < 3; i++) {
            verifyByPartTen(SELECT_MF, VERIFY_01, PIN, "1111O", "6300");
            reader.shows("Wrong PIN");
        }
        verifyByPartTen(SELECT_MF, VERIFY_01, PIN, "1234O", "6983");
        reader.shows("PIN BLOCKED");
    }

    @Test
    void its_end_is_a_card_pulled_out_and_another_one_a_card_put_in() throws Exception {
        pull();
        putIn();
        assertEquals(List.of("9000"), transmit(SELECT_MF));
    }

    @Test
    void its_end_while_the_pin_is_typed_ends_the_entry() throws Exception {
        HostProgram program =
                start(JavaProgram.command(PartTen.class.getName(), "VERIFY", VERIFY + VERIFY_01, SELECT_MF)
                        .toArray(String[]::new));
        reader.whenShown(PIN, "12");
        pull();
        String output = program.endsWith(0);
        assertTrue(output.startsWith("failed "), output);
    }

    @Test
    void the_pc_sees_an_atr_with_its_historical_bytes() throws Exception {
        assertTrue(pcscd.log().contains("Card ATR: 3B 05 80 73 FF 01 00"));
    }
}
