// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PinModifyStructureTest {

    static Stream<Arguments> clients() {
        return Vectors.rows("modify.txt").stream().map(row -> Arguments.of(row.get(0), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void readsWhatClientsSend(String client, List<String> row) {
        PinModifyStructure block = parsed(row.get(1));
        PinFormat format = block.format();
        assertEquals(
                row.get(2),
                "%02X %02X %02X"
                        .formatted(
                                format.format().value(),
                                format.block().value(),
                                format.lengthFormat().value()));
        assertEquals(row.get(3), "%d %d".formatted(block.insertionOffsetOld(), block.insertionOffsetNew()));
        assertEquals(
                row.get(4),
                "%d %d".formatted(block.digits().min(), block.digits().max()));
        assertEquals(row.get(5), "%02X %02X".formatted(block.confirmPin(), block.entryValidation()));
        PinMessages messages = block.messages();
        List<Integer> indices = messages.indices();
        assertEquals(
                row.get(6),
                "%02X %04X %02X %02X %02X"
                        .formatted(
                                messages.number(), messages.langId(), indices.get(0), indices.get(1), indices.get(2)));
        assertEquals(row.get(7), "%06X".formatted(block.teoPrologue()));
        assertEquals(row.get(8), Vectors.hex(block.apdu()), client);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void writesBackTheSameBytes(String client, List<String> row) {
        PinModifyStructure block = parsed(row.get(1));
        assertEquals(row.get(1).replace(" ", ""), Vectors.written(block.length(), block::write), client);
    }

    @Test
    void everyTruncationIsMalformed() {
        ByteBuffer whole = Vectors.bytes(Vectors.rows("modify.txt").get(0).get(1));
        for (int length = 0; length < whole.limit(); length++) {
            assertInstanceOf(Decoded.Malformed.class, PinModifyStructure.parse(whole.slice(0, length)), "" + length);
        }
    }

    @Test
    void needsThreeIndices() {
        PinMessages one = PinVerifyStructure.message(1, PinMessages.ENGLISH, 0);
        IllegalArgumentException mistake = assertThrows(
                IllegalArgumentException.class,
                () -> new PinModifyStructure(
                        0, 0, PinFormat.ASCII, 0, 0, new PinDigits(6, 15), 3, 2, one, 0, Vectors.bytes("0024008100")));
        assertEquals("this structure has 3 message indices, not [0]", mistake.getMessage());
    }

    private static PinModifyStructure parsed(String hex) {
        return PinModifyStructure.parse(Vectors.bytes(hex)).toOptional().orElseThrow();
    }
}
