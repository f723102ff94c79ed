// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;

/** The configuration file and the slot that it names: what is understood, and the one sentence for what is not. */
class SettingsTest {

    @Test
    void the_sample_file_is_understood() throws Exception {
        assertEquals(new Settings("sec1210:/dev/ttyAMA0"), Settings.read(Path.of("openpinpad.conf")));
    }

    @Test
    void a_value_may_hold_spaces_and_equals_signs() throws Settings.Mistake {
        List<String> lines = List.of("# a comment", "", "  slot =  pcsc:ACS ACR39U = 00 00  ");
        assertEquals(new Settings("pcsc:ACS ACR39U = 00 00"), Settings.parse("file", lines));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "slot = sec1210:/dev/x; colour = red | Line 2 of file: there is no setting \"colour\"",
                "slot = a; slot = b | Line 2 of file: \"slot\" is set a second time",
                "slot | Line 1 of file: a setting is written key = value",
                "= x | Line 1 of file: a setting is written key = value",
                "slot = | Line 1 of file: there is no value",
                "# nothing | file does not set \"slot\"",
            })
    void a_mistake_names_file_and_line_in_one_sentence(String lines, String sentence) {
        List<String> split = List.of(lines.split(";"));
        String message = assertThrows(Settings.Mistake.class, () -> Settings.parse("file", split))
                .getMessage();
        assertTrue(message.startsWith(sentence), message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void a_file_that_is_not_there_or_no_text_is_told(@TempDir Path directory) throws Exception {
        Path none = directory.resolve("none");
        assertTrue(message(none).startsWith("There is no configuration file " + none), message(none));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertTrue(message(binary).contains("cannot be read"), message(binary));
    }

    private static String message(Path file) {
        return assertThrows(Settings.Mistake.class, () -> Settings.read(file)).getMessage();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "usb:thing | There is no kind of card slot \"usb\". Set slot to sec1210:",
                "sec1210 | does not say which: behind sec1210: belongs a serial device",
                "sec1210: | does not say which",
                "sec1210:/dev/ttyNone | there is no /dev/ttyNone",
                "sec1210:/dev/null | /dev/null is no serial line",
            })
    void a_wrong_slot_gives_one_clear_sentence(String setting, String part) {
        String message = assertThrows(SlotUnavailable.class, () -> SlotBackend.open(Libc.load(), setting, remark -> {}))
                .getMessage();
        assertTrue(message.contains(part), message);
        assertFalse(message.contains("\n"));
    }
}
