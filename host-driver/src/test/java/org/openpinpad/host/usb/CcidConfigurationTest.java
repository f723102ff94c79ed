// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CcidConfigurationTest {
    private static final String HEAD = "09025d00 0102 00a0fa";
    private static final String HID = "0904 00 00 01 03 00 00 00  0921110100012241 00  0705 84 03 0800 0a";
    private static final String CCID = "0904 01 00 03 0b 00 00 00";
    private static final String CLASS = "3621 1001 00 07 03000000 a00f0000 c0120000 01 002a0000 16400500 02 fe000000"
            + "00000000 00000000 ba040400 12000100 ff ff 1008 03 01";
    private static final String BULK = "0705 01 02 4000 00  0705 82 02 4000 00";
    private static final String INTERRUPT = "0705 83 03 0800 10";

    @Test
    void findsTheInterfaceBehindAnother() {
        CcidConfiguration found =
                parse(HEAD + HID + CCID + CLASS + BULK + INTERRUPT).orElseThrow();
        assertEquals(2, found.value());
        assertEquals(1, found.interfaceNumber());
        assertEquals(0x01, found.bulkOut());
        assertEquals(0x82, found.bulkIn());
        assertEquals(0x83, found.interruptIn());
        assertEquals(64, found.packetSize());
        assertEquals(0x10012, found.descriptor().maxCcidMessageLength());
    }

    @Test
    void findsTheInterfaceInFrontOfAnother() {
        CcidConfiguration found = parse(HEAD + CCID + CLASS + BULK + HID).orElseThrow();
        assertEquals(1, found.interfaceNumber());
        assertEquals(0, found.interruptIn());
    }

    @Test
    void classDescriptorMayStandBehindTheEndpoints() {
        assertTrue(parse(HEAD + CCID + BULK + INTERRUPT + CLASS).isPresent());
    }

    @Test
    void whatIsNotACompleteReaderIsNone() {
        for (String bytes : new String[] {
            "",
            "0902",
            HEAD,
            HEAD + HID,
            HEAD + CCID + BULK + INTERRUPT,
            HEAD + CCID + CLASS,
            HEAD + CCID + CLASS + INTERRUPT,
            HEAD + CCID.replace("0b", "ff") + CLASS + BULK,
            HEAD + CCID + CLASS.replace("3621", "3600") + BULK,
            HEAD + "00" + CCID + CLASS + BULK,
            "09015d000102 00a0fa" + CCID + CLASS + BULK,
        }) {
            assertEquals(Optional.empty(), parse(bytes), bytes);
        }
    }

    @Test
    void everyCutIsSurvived() {
        byte[] whole = bytes(HEAD + HID + CCID + CLASS + BULK);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), CcidConfiguration.parse(ByteBuffer.wrap(whole, 0, length)));
        }
    }

    private static Optional<CcidConfiguration> parse(String hex) {
        return CcidConfiguration.parse(ByteBuffer.wrap(bytes(hex)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
