// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.pcsc.part10.PinVerifyStructure;

class PinRequestTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OpenPGP 81 as OpenSC, 81, 6, 1E1E8200002006 02 FF 0000 00 000000 05000000 0020008100",
        "OpenPGP 82 as OpenSC, 82, 6, 1E1E8200002006 02 FF 0000 00 000000 05000000 0020008200",
        "OpenPGP 83 as OpenSC, 83, 8, 1E1E8200002008 02 FF 0000 00 000000 05000000 0020008300",
    })
    void openPgpRequestsAreOpenScsBlocks(String client, String reference, int min, String block) {
        PinRequest request = PinProfile.OPENPGP
                .request(Integer.parseInt(reference, 16))
                .timeOut(Duration.ofSeconds(30))
                .build();
        assertEquals(block.replace(" ", ""), written(request));
        assertEquals(min, request.digits().min(), client);
        assertEquals(
                "00A4040006D2760001240100",
                HEX.formatHex(request.selectCommand().orElseThrow()));
    }

    @Test
    void pivBlockIsOpenScs() {
        PinRequest request = PinRequest.builder(0x80)
                .asciiPadded(8, 0xFF)
                .digits(4, 8)
                .timeOut(Duration.ofSeconds(30))
                .build();
        assertEquals("1E1E820800080402FF0000000000000D0000000020008008FFFFFFFFFFFFFFFF", written(request));
    }

    @Test
    void aFrameLongerThanItsNibbleIsLeftToTheTemplate() {
        assertTrue(written(PinRequest.builder(1).asciiPadded(16, 0).build()).startsWith("3C3C820000"));
    }

    @Test
    void belgianBlockIsBeidJs() {
        PinRequest request = PinRequest.builder(0x01)
                .iso9564()
                .digits(4, 12)
                .timeOut(Duration.ofSeconds(30))
                .build();
        assertEquals("1E1E8947040C0402FF0000000000000D000000002000010820FFFFFFFFFFFFFF", written(request));
    }

    @Test
    void withoutAnApplicationNothingIsSelected() {
        assertTrue(PinRequest.builder(0x81).build().selectCommand().isEmpty());
        assertTrue(PinProfile.OPENPGP
                .request(0x81)
                .withoutSelect()
                .build()
                .selectCommand()
                .isEmpty());
    }

    @Test
    void mistakesAreToldInASentence() {
        assertTold("an OpenPGP card has the PINs 81, 82 and 83", () -> PinProfile.OPENPGP.request(0x84));
        assertTold("a PIN reference is one byte, 00 to FF", () -> PinRequest.builder(256));
        assertTold(
                "a PIN of 8 to 6 digits cannot be typed",
                () -> PinRequest.builder(1).digits(8, 6).build());
        assertTold(
                "a PIN of 0 to 6 digits cannot be typed",
                () -> PinRequest.builder(1).digits(0, 6).build());
        assertTold(
                "the time for an entry is 0 to 255 whole seconds",
                () -> PinRequest.builder(1).timeOut(Duration.ofMillis(500)).build());
        assertTold(
                "an application identifier has 5 to 16 bytes, not 4",
                () -> PinRequest.builder(1).application(new byte[4]).build());
        assertTold(
                "a padded PIN has 1 to 255 bytes, not 0",
                () -> PinRequest.builder(1).asciiPadded(0, 0));
    }

    @Test
    void aPinGoesIntoNoOtherCommandThanVerify() {
        PinRequest fine = PinRequest.builder(0x81).build();
        ByteBuffer changeReferenceData = ByteBuffer.wrap(new byte[] {0x00, 0x24, 0x00, (byte) 0x81, 0x00});
        assertTold(
                "a PIN may only go into a VERIFY command, CLA 20 P1 P2",
                () -> new PinRequest(
                        fine.purpose(),
                        fine.application(),
                        changeReferenceData,
                        fine.format(),
                        fine.digits(),
                        fine.timeOut()));
    }

    private static String written(PinRequest request) {
        PinVerifyStructure structure = request.toVerifyStructure();
        ByteBuffer block = ByteBuffer.allocate(structure.length());
        structure.write(block);
        return HEX.formatHex(block.array());
    }

    private static void assertTold(String sentence, Executable mistake) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, mistake).getMessage());
    }
}
