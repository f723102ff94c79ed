// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PinVerifyStructureTest {

    private static final String OPENSC = "1E1E8200002006020000000000000005000000" + "0020008100";

    static Stream<Arguments> clients() {
        return Vectors.rows("verify.txt").stream().map(row -> Arguments.of(row.get(0), row));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void readsWhatClientsSend(String client, List<String> row) {
        PinVerifyStructure block = parsed(row.get(1));
        assertEquals(row.get(2), described(block.format()));
        assertEquals(
                row.get(3),
                "%d %d".formatted(block.digits().min(), block.digits().max()));
        assertEquals(row.get(4), "%02X".formatted(block.entryValidation()));
        PinMessages messages = block.messages();
        assertEquals(
                row.get(5),
                "%02X %04X %02X"
                        .formatted(
                                messages.number(),
                                messages.langId(),
                                messages.indices().get(0)));
        assertEquals(row.get(6), "%06X".formatted(block.teoPrologue()));
        assertEquals(row.get(7), Vectors.hex(block.apdu()));
        assertFalse(block.format().format().rightJustified(), client);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void writesBackTheSameBytes(String client, List<String> row) {
        PinVerifyStructure block = parsed(row.get(1));
        assertEquals(row.get(1).replace(" ", ""), Vectors.written(block.length(), block::write), client);
    }

    @Test
    void writesTheSameBytesWhateverTheBuffersOrder() {
        PinVerifyStructure built = new PinVerifyStructure(
                0x1E,
                0x1E,
                PinFormat.ASCII,
                new PinDigits(6, 32),
                EntryValidation.VALIDATION_KEY,
                PinVerifyStructure.message(0, 0, 0),
                0,
                Vectors.bytes("0020008100"));
        assertEquals(OPENSC, Vectors.written(built.length(), to -> {
            built.write(to);
            assertEquals(java.nio.ByteOrder.BIG_ENDIAN, to.order());
        }));
        assertEquals(built, parsed(OPENSC));
    }

    @Test
    void openECard3sBigEndianLengthIsToldAtItsField() {
        assertMalformed(15, "1E1E8200002006020000000000000000000005" + "0020008100");
    }

    @Test
    void everyTruncationIsMalformed() {
        ByteBuffer whole = Vectors.bytes(OPENSC);
        for (int length = 0; length < whole.limit(); length++) {
            assertInstanceOf(Decoded.Malformed.class, PinVerifyStructure.parse(whole.slice(0, length)), "" + length);
        }
    }

    @Test
    void commandShorterThanItsHeaderIsMalformed() {
        assertMalformed(19, "1E1E8200002006020000000000000003000000" + "002000");
    }

    @Test
    void lengthNearFourGigabytesIsMalformed() {
        assertMalformed(15, "1E1E82000020060200000000000000FFFFFFFF" + "0020008100");
    }

    @Test
    void callersMistakesAreOneSentence() {
        assertEquals(
                "a one-byte field cannot hold 256",
                assertThrows(IllegalArgumentException.class, () -> withTimeOut(256))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new PinDigits(4, 256));
    }

    @Test
    void theCommandCannotBeChangedFromOutside() {
        byte[] bytes = {0x00, 0x20, 0x00, (byte) 0x81};
        PinVerifyStructure block = withApdu(ByteBuffer.wrap(bytes));
        bytes[1] = 0x24;
        block.apdu().get();
        assertEquals("00200081", Vectors.hex(block.apdu()));
        assertTrue(block.apdu().isReadOnly());
    }

    private static String described(PinFormat format) {
        int unit = format.format().inBytes() ? 8 : 1;
        return "%s %d %d %d"
                .formatted(
                        format.format().encoding(),
                        format.format().position() * unit,
                        format.block().frameBytes(),
                        format.block().lengthBits());
    }

    private static PinVerifyStructure withTimeOut(int seconds) {
        return new PinVerifyStructure(
                seconds,
                0,
                PinFormat.ASCII,
                new PinDigits(4, 8),
                2,
                PinVerifyStructure.message(0, 0, 0),
                0,
                Vectors.bytes("00200081"));
    }

    private static PinVerifyStructure withApdu(ByteBuffer apdu) {
        return new PinVerifyStructure(
                0, 0, PinFormat.ASCII, new PinDigits(4, 8), 2, PinVerifyStructure.message(0, 0, 0), 0, apdu);
    }

    private static PinVerifyStructure parsed(String hex) {
        return PinVerifyStructure.parse(Vectors.bytes(hex)).toOptional().orElseThrow();
    }

    private static void assertMalformed(int offset, String hex) {
        Decoded<PinVerifyStructure> decoded = PinVerifyStructure.parse(Vectors.bytes(hex));
        assertEquals(
                offset, assertInstanceOf(Decoded.Malformed.class, decoded).offset(), () -> String.valueOf(decoded));
    }
}
