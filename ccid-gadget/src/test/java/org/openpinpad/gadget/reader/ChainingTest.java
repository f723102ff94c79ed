// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.command;
import static org.openpinpad.gadget.reader.Bytes.pattern;
import static org.openpinpad.gadget.reader.Bytes.xfr;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LENGTH;
import static org.openpinpad.gadget.reader.EngineRig.BAD_LEVEL;
import static org.openpinpad.gadget.reader.EngineRig.SELECT;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and responses that are longer than a message (CCID 1.1 §6.1.4, §6.2.1), with dwMaxCCIDMessageLength 271. */
class ChainingTest {

    private static final String WHOLE = "0000";
    private static final String BEGIN = "0100";
    private static final String END = "0200";
    private static final String MIDDLE = "0300";
    private static final String ASK_FOR_MORE = "1000";
    private static final int DATA_MAX = 261;

    private final EngineRig rig = EngineRig.activeWithShortMessages();

    /** Sends a first or middle part and takes the empty DataBlock that asks for the next. */
    private void part(int seq, String level, String data) {
        rig.ask(xfr(seq, level, data))
                .is(Reply.DATA_BLOCK, seq)
                .ok(Reply.ACTIVE, "")
                .chain(0x10);
        rig.silent();
    }

    static Stream<Integer> commandLengths() {
        return Stream.of(5, 260, 261, 262, 263, 522, 523, 783, 784, 5000);
    }

    @ParameterizedTest(name = "{0} bytes")
    @MethodSource("commandLengths")
    void the_card_sees_a_chained_command_whole(int length) {
        String apdu = pattern(length);
        int seq = 0x20;
        int at = Math.min(DATA_MAX, length - 1);
        part(seq++, BEGIN, apdu.substring(0, 2 * at));
        while (length - at > DATA_MAX) {
            part(seq++, MIDDLE, apdu.substring(2 * at, 2 * (at + DATA_MAX)));
            at += DATA_MAX;
        }
        assertTrue(rig.card.jobs.isEmpty(), "the card waits for the end");
        rig.out(xfr(seq, END, apdu.substring(2 * at)));
        rig.silent();
        assertEquals(apdu, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000")
                .reply()
                .is(Reply.DATA_BLOCK, seq)
                .ok(Reply.ACTIVE, "9000")
                .chain(0);
        rig.worksAgain();
    }

    @Test
    void parts_may_be_of_any_size_even_empty() {
        part(1, BEGIN, "00");
        part(2, MIDDLE, "");
        part(3, MIDDLE, "A40400");
        rig.out(xfr(4, END, ""));
        assertEquals("00A40400", rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 4).ok(Reply.ACTIVE, "9000");
    }

    @Test
    void less_than_an_apdu_in_sum_is_refused_at_its_end() {
        part(1, BEGIN, "00");
        rig.ask(xfr(2, END, "A404")).is(Reply.DATA_BLOCK, 2).failed(BAD_LENGTH);
        rig.worksAgain();
    }

    @ParameterizedTest(name = "wLevelParameter {0}")
    @ValueSource(strings = {END, MIDDLE})
    void what_goes_on_must_have_begun(String level) {
        rig.ask(xfr(1, level, SELECT)).is(Reply.DATA_BLOCK, 1).failed(Reply.ACTIVE, BAD_LEVEL);
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    @ParameterizedTest(name = "wLevelParameter {0}")
    @ValueSource(strings = {END, MIDDLE})
    void a_finished_command_does_not_go_on(String level) {
        part(1, BEGIN, "00A4");
        rig.out(xfr(2, END, "0400")).cardAnswers("apdu", "9000").reply();
        rig.ask(xfr(3, level, SELECT)).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void a_new_beginning_or_a_whole_command_replaces_what_was_begun() {
        part(1, BEGIN, "FFFFFFFF");
        part(2, BEGIN, "00A4");
        rig.out(xfr(3, END, "0400"));
        assertEquals("00A40400", rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 3).ok(Reply.ACTIVE, "9000");
        part(4, BEGIN, "FFFFFFFF");
        rig.out(xfr(5, WHOLE, SELECT));
        assertEquals(SELECT, rig.card.jobs.getFirst().command());
        rig.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 5).ok(Reply.ACTIVE, "9000");
        rig.ask(xfr(6, END, "00")).failed(BAD_LEVEL);
    }

    @Test
    void a_begun_command_does_not_survive_power_off_pull_or_bus_reset() {
        part(1, BEGIN, "00A4");
        rig.out(command(0x63, 2)).cardAnswers("off", "").reply();
        rig.powered();
        rig.ask(xfr(3, END, "0400")).failed(BAD_LEVEL);

        part(4, BEGIN, "00A4");
        rig.pull().insert().powered();
        rig.ask(xfr(5, END, "0400")).failed(BAD_LEVEL);

        part(6, BEGIN, "00A4");
        rig.engine.deconfigured();
        rig.engine.configured();
        rig.card.jobs.clear();
        rig.powered();
        rig.ask(xfr(7, END, "0400")).failed(BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void an_abort_forgets_what_was_begun() {
        part(1, BEGIN, "00A4");
        assertTrue(rig.engine.abort(0, 2));
        rig.ask(command(0x72, 2)).is(Reply.SLOT_STATUS, 2).ok(Reply.ACTIVE, "");
        rig.ask(xfr(3, END, "0400")).failed(BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void a_message_longer_than_the_descriptor_says_is_refused() {
        rig.out(xfr(1, pattern(DATA_MAX))).cardAnswers("apdu", "9000").reply().ok(Reply.ACTIVE, "9000");
        rig.ask(xfr(2, pattern(DATA_MAX + 1))).is(Reply.DATA_BLOCK, 2).failed(Reply.ACTIVE, BAD_LENGTH);
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    @Test
    void a_command_of_65544_bytes_passes_and_one_byte_more_is_refused() {
        EngineRig large = EngineRig.active();
        String longest = pattern(65_544);
        large.out(xfr(1, longest));
        assertEquals(longest, large.card.jobs.getFirst().command());
        large.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, "9000");

        large.ask(xfr(2, BEGIN, longest))
                .is(Reply.DATA_BLOCK, 2)
                .ok(Reply.ACTIVE, "")
                .chain(0x10);
        large.ask(xfr(3, END, "00")).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LENGTH);
        assertTrue(large.card.jobs.isEmpty(), "the card never sees a part");
        large.worksAgain();

        large.ask(xfr(4, BEGIN, longest)).chain(0x10);
        large.out(xfr(5, END, ""));
        assertEquals(longest, large.card.jobs.getFirst().command());
        large.cardAnswers("apdu", "9000").reply().is(Reply.DATA_BLOCK, 5).ok(Reply.ACTIVE, "9000");
    }

    @Test
    void a_command_that_grows_too_long_in_the_middle_is_given_up() {
        part(1, BEGIN, pattern(DATA_MAX));
        for (int i = 2; i <= 251; i++) { // 251 * 261 = 65 511
            part(i & 0xFF, MIDDLE, pattern(DATA_MAX));
        }
        rig.ask(xfr(0x30, MIDDLE, pattern(DATA_MAX))).is(Reply.DATA_BLOCK, 0x30).failed(Reply.ACTIVE, BAD_LENGTH);
        rig.ask(xfr(0x31, END, "00")).is(Reply.DATA_BLOCK, 0x31).failed(Reply.ACTIVE, BAD_LEVEL);
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    static Stream<Integer> responseLengths() {
        return Stream.of(2, 260, 261, 262, 522, 523, 783, 784, 4098, 65_538);
    }

    @ParameterizedTest(name = "{0} bytes")
    @MethodSource("responseLengths")
    void the_host_fetches_a_long_response_in_pieces(int length) {
        String response = pattern(length);
        rig.out(xfr(1, SELECT)).cardAnswers("apdu", response);
        StringBuilder fetched = new StringBuilder();
        int pieces = (length + DATA_MAX - 1) / DATA_MAX;
        for (int piece = 0; piece < pieces; piece++) {
            int seq = 1 + piece & 0xFF;
            if (piece > 0) {
                rig.out(xfr(seq, ASK_FOR_MORE, ""));
            }
            boolean first = piece == 0;
            boolean last = piece == pieces - 1;
            int chain = first ? last ? 0 : 1 : last ? 2 : 3;
            Reply reply = rig.reply().is(Reply.DATA_BLOCK, seq).chain(chain);
            assertEquals(Reply.PROCESSED, reply.command());
            assertTrue(reply.data().length() <= 2 * DATA_MAX);
            fetched.append(reply.data());
            rig.silent();
        }
        assertEquals(response, fetched.toString());
        rig.ask(xfr(0xF0, ASK_FOR_MORE, "")).is(Reply.DATA_BLOCK, 0xF0).failed(BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void the_longest_response_fits_one_message_of_this_reader() {
        EngineRig large = EngineRig.active();
        String response = pattern(65_538);
        large.out(xfr(1, SELECT)).cardAnswers("apdu", response);
        large.reply().is(Reply.DATA_BLOCK, 1).ok(Reply.ACTIVE, response).chain(0);
    }

    @Test
    void there_is_nothing_to_fetch_without_a_response() {
        rig.ask(xfr(1, ASK_FOR_MORE, "")).is(Reply.DATA_BLOCK, 1).failed(Reply.ACTIVE, BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void a_request_for_more_has_no_data_of_its_own() {
        rig.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
        Reply reply = rig.ask(xfr(2, ASK_FOR_MORE, SELECT)).is(Reply.DATA_BLOCK, 2);
        reply.failed(reply.error());
        assertTrue(reply.error() == BAD_LENGTH || reply.error() == BAD_LEVEL);
        assertTrue(rig.card.jobs.isEmpty());
        rig.worksAgain();
    }

    @Test
    void a_new_command_drops_the_rest_of_a_response() {
        rig.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
        rig.out(xfr(2, SELECT))
                .cardAnswers("apdu", "6A82")
                .reply()
                .is(Reply.DATA_BLOCK, 2)
                .ok(Reply.ACTIVE, "6A82");
        rig.ask(xfr(3, ASK_FOR_MORE, "")).is(Reply.DATA_BLOCK, 3).failed(Reply.ACTIVE, BAD_LEVEL);
        rig.worksAgain();
    }

    @Test
    void the_rest_of_a_response_is_gone_with_the_card() {
        rig.out(xfr(1, SELECT)).cardAnswers("apdu", pattern(600)).reply().chain(1);
        rig.pull();
        rig.ask(xfr(2, ASK_FOR_MORE, "")).is(Reply.DATA_BLOCK, 2).failed(Reply.ABSENT, EngineRig.MUTE);
        rig.insert().powered();
        rig.ask(xfr(3, ASK_FOR_MORE, "")).is(Reply.DATA_BLOCK, 3).failed(BAD_LEVEL);
        rig.worksAgain();
    }
}
