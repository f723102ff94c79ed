// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.simulator.usb.InTransfer.End;
import org.openpinpad.usbip.UrbStatus;

class InTransferTest {

    @ParameterizedTest(name = "{0} bytes of room, {1} bytes of message, packets of {2}: {3} {4}")
    @CsvSource({
        "64, 10, 64, 10, SHORT",
        "10, 10, 64, 10, SHORT",
        "64, 63, 64, 63, SHORT",
        "64, 64, 64, 64, FULL",
        "65, 64, 64, 64, SHORT",
        "128, 64, 64, 64, SHORT",
        "64, 65, 64, 64, FULL",
        "128, 128, 64, 128, FULL",
        "129, 128, 64, 128, SHORT",
        "64, 0, 64, 0, SHORT",
        "0, 0, 64, 0, SHORT",
        "0, 10, 64, 0, OVERFLOW",
        "9, 10, 64, 0, OVERFLOW",
        "100, 128, 64, 64, OVERFLOW",
        "100, 100, 64, 100, SHORT",
        "65556, 65554, 64, 65554, SHORT",
        "512, 511, 512, 511, SHORT",
        "512, 512, 512, 512, FULL",
        "513, 512, 512, 512, SHORT",
        "1024, 512, 512, 512, SHORT",
        "16384, 65554, 512, 16384, FULL",
        "1048576, 65554, 512, 65554, SHORT",
    })
    void takesWhatThePacketsAllow(int space, int left, int packetSize, int count, End end) {
        assertEquals(new InTransfer(count, end), InTransfer.of(space, left, packetSize));
    }

    @ParameterizedTest
    @CsvSource({
        "10, SHORT, 10, true, " + UrbStatus.OK,
        "10, SHORT, 11, true, " + UrbStatus.EREMOTEIO,
        "10, SHORT, 11, false, " + UrbStatus.OK,
        "64, FULL, 64, true, " + UrbStatus.OK,
        "64, OVERFLOW, 100, false, " + UrbStatus.EOVERFLOW,
    })
    void statusIsWhatLinuxExpects(int count, End end, int space, boolean shortNotOk, int status) {
        assertEquals(status, new InTransfer(count, end).status(space, shortNotOk));
    }
}
