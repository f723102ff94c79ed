// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PIN_VERIFY and PIN_MODIFY in a pseudo-APDU: entry gets what libccid would send, and no length is taken on trust. */
class PinPpduStructureTest extends PinPpduRig {

    private void reachesEntry(int p2, String structure) {
        for (String le : List.of("", "00", "02", "FF")) {
            rig.out(xfr(0xB0, ppdu(p2, structure) + le));
            rig.silent();
            assertTrue(rig.pin.open);
            assertEquals(libccid(p2, structure), rig.pin.asked);
            rig.pinAnswers(0x9000)
                    .reply()
                    .is(Reply.DATA_BLOCK, 0xB0)
                    .ok(Reply.ACTIVE, "9000")
                    .chain(0);
            rig.silent();
            nobodyIsBothered(rig, rig.pin.begins);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void entry_is_asked_for_what_libccid_would_send(String client, int p2, String structure) {
        reachesEntry(p2, structure);
        rig.worksAgain();
    }

    @Test
    void each_field_arrives_in_its_place_whatever_bNumberMessage_says() {
        reachesEntry(VERIFY, counted(VERIFY, 0, "0020008100"));
        for (int numberMessage = 0; numberMessage <= 0xFF; numberMessage++) {
            reachesEntry(MODIFY, counted(MODIFY, numberMessage, "0024008100"));
        }
        rig.worksAgain();
    }

    /** The oracle itself against the byte string that GnuPG sends to libccid and libccid to the reader. */
    @Test
    void the_ppdu_of_the_rig_is_its_Secure() {
        rig.out(xfr(0xB0, EngineRig.PPDU_VERIFY.replace(" ", "")));
        assertEquals(EngineRig.VERIFY.replace(" ", ""), rig.pin.asked);
        assertEquals(
                "01 00 82 00 00 00 00 0F 06 03 02 03 09 04 00 01 02 00 00 05 00 24 00 81 00".replace(" ", ""),
                libccid(MODIFY, "0000820000 0000 0F06 03 02 03 0904 000102 000005 05000000 0024008100"));
    }

    @Test
    void the_longest_short_body_reaches_entry_whole() {
        String apdu = "00200081" + pattern(255 - VERIFY_HEADER - 4);
        reachesEntry(VERIFY, counted(VERIFY, 0, apdu));
        String change = "00240081" + pattern(255 - MODIFY_HEADER - 4);
        reachesEntry(MODIFY, counted(MODIFY, 3, change));
    }

    @Test
    void a_structure_without_any_command_is_entrys_to_refuse() {
        rig.pin.verdict = 25;
        answersRefused(ppdu(VERIFY, counted(VERIFY, 0, "")), "6B80");
        answersRefused(ppdu(MODIFY, counted(MODIFY, 3, "")), "6B80");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void every_truncation_is_a_wrong_length(String client, int p2, String structure) {
        String whole = ppdu(p2, structure);
        for (int length = 5; length < bytes(whole).length; length++) {
            answers(rig, whole.substring(0, 2 * length), "6700"); // Lc says more
        }
        for (int length = 1; length < bytes(structure).length; length++) {
            answers(rig, ppdu(p2, structure.substring(0, 2 * length)), "6700"); // ulDataLength or the end says more
            answers(rig, ppdu(p2, structure.substring(0, 2 * length)) + "00", "6700");
        }
        answers(rig, "FFC201" + hex2(p2), "6700");
        rig.worksAgain();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void what_says_more_or_less_than_there_is_is_a_wrong_length(String client, int p2, String structure) {
        String whole = ppdu(p2, structure);
        answers(rig, whole + "0000", "6700");
        answers(rig, whole + "00".repeat(300), "6700");
        answers(rig, ppdu(p2, structure + "00"), "6700");
        int header = p2 == VERIFY ? VERIFY_HEADER : MODIFY_HEADER;
        int at = 2 * (header - 4);
        String length = structure.substring(at, at + 8);
        for (String wrong : List.of("00000000", "FFFFFFFF", "000000" + length.substring(0, 2), "00000080")) {
            answers(rig, ppdu(p2, structure.substring(0, at) + wrong + structure.substring(at + 8)), "6700");
        }
        for (int byteAt = 0; byteAt < 4; byteAt++) {
            byte[] bent = bytes(structure);
            bent[header - 4 + byteAt] ^= 1;
            answers(rig, ppdu(p2, Bytes.hex(ByteBuffer.wrap(bent))), "6700");
        }
        rig.worksAgain();
    }

    @Test
    void extended_length_is_a_wrong_length() {
        String structure = counted(VERIFY, 0, "0020008100");
        String lc = String.format("%06X", bytes(structure).length);
        for (String p2 : List.of("00", "06", "07", "0A", "12")) {
            for (String body : List.of(lc + structure, lc + structure + "0000", "000000", "000100", "0000")) {
                answers(rig, "FFC201" + p2 + body, "6700");
            }
            answers(rig, "FFC201" + p2 + "000100" + pattern(256), "6700");
            answers(rig, "FFC201" + p2 + "00FFFF" + pattern(65_535), "6700");
        }
        rig.worksAgain();
    }

    /** A well-formed command of case 2S for PIN entry has no structure. */
    @Test
    void a_lone_Le_is_no_structure() {
        for (String le : List.of("00", "18", "FF")) {
            answers(rig, "FFC20106" + le, "6700");
            answers(rig, "FFC20107" + le, "6700");
        }
    }
}
