// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Byte strings built field by field from the kernel's usbip_protocol.rst, not by the code under test. */
class UsbIpCodecTest {

    @Test
    void importRequestIsVersionCodeStatusBusId() {
        ByteBuffer out = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        OpHeader.of(OpHeader.OP_REQ_IMPORT, 0).write(out);
        ExportedDevice.writeBusId("1-1", out);
        assertEquals("0111800300000000312d31" + "00".repeat(29), HexFormat.of().formatHex(out.array()));
        out.flip();
        assertEquals(new OpHeader(0x0111, 0x8003, 0), OpHeader.parse(out));
        assertEquals("1-1", ExportedDevice.parseBusId(out));
    }

    @Test
    void deviceHasItsFieldsWhereTheKernelPutsThem() {
        ExportedDevice device =
                new ExportedDevice("/sys/x", "3-2", 3, 2, UsbSpeed.HIGH.code(), 0x1209, 1, 0x0010, 0xEF, 2, 1, 5, 6, 7);
        ByteBuffer out = ByteBuffer.allocate(ExportedDevice.LENGTH);
        device.write(out);
        String hex = HexFormat.of().formatHex(out.array());
        assertEquals("2f7379732f78" + "00".repeat(250) + "332d32" + "00".repeat(29), hex.substring(0, 576));
        assertEquals(
                "00000003" + "00000002" + "00000003" + "1209" + "0001" + "0010" + "ef0201" + "050607",
                hex.substring(576));
        assertEquals(device, ExportedDevice.parse(out.flip()));
        assertEquals(0x00030002, device.devid());
    }

    @Test
    void textTooLongLeavesRoomForItsZero() {
        ByteBuffer out = ByteBuffer.allocate(32);
        ExportedDevice.writeBusId("x".repeat(40), out);
        assertEquals(31, ExportedDevice.parseBusId(out.flip()).length());
    }

    @Test
    void submitOfTheKernelsDocumentation() {
        String get = "00000001 00000d05 0001000f 00000001 00000000" + "00000200 00000040 ffffffff 00000000 00000004"
                + "a103000000000400";
        UsbIpCommand.Submit submit = (UsbIpCommand.Submit) UsbIpCommand.parse(hex(get));
        assertEquals(0xd05, submit.seqnum());
        assertEquals(0x0001000f, submit.devid());
        assertEquals(true, submit.toHost());
        assertEquals(0x40, submit.bufferLength());
        assertEquals(-1, submit.startFrame());
        assertEquals(0, submit.numberOfPackets());
        assertEquals(new SetupPacket(0xA1, 3, 0, 0, 4), submit.setup());
        assertWritten(get, submit::write);
    }

    @Test
    void unlinkNamesTheOtherCommand() {
        String unlink = "00000002 00000d06 0001000f 00000000 00000002 00000d05" + "00".repeat(24);
        assertEquals(new UsbIpCommand.Unlink(0xd06, 0x0001000f, false, 2, 0xd05), UsbIpCommand.parse(hex(unlink)));
        assertWritten(unlink, UsbIpCommand.parse(hex(unlink))::write);
    }

    @Test
    void repliesCarryStatusAndLength() {
        String submitted = "00000003 00000d05 00000000 00000000 00000000 ffffffe0 0000000a" + "00".repeat(20);
        assertEquals(new UsbIpReply.Submitted(0xd05, UrbStatus.EPIPE, 10), UsbIpReply.parse(hex(submitted)));
        assertWritten(submitted, UsbIpReply.parse(hex(submitted))::write);
        String unlinked = "00000004 00000d06 00000000 00000000 00000000 ffffff98" + "00".repeat(24);
        assertEquals(new UsbIpReply.Unlinked(0xd06, UrbStatus.ECONNRESET), UsbIpReply.parse(hex(unlinked)));
        assertWritten(unlinked, UsbIpReply.parse(hex(unlinked))::write);
    }

    @Test
    void strangeCodesAreUnknownNotErrors() {
        String strange = "deadbeef 00000001 00010002" + "00".repeat(36);
        assertEquals(new UsbIpCommand.Unknown(0xdeadbeef, 1, 0x10002), UsbIpCommand.parse(hex(strange)));
        assertEquals(new UsbIpReply.Unknown(0xdeadbeef, 1), UsbIpReply.parse(hex(strange)));
    }

    private interface Writer {
        void write(ByteBuffer out);
    }

    private static void assertWritten(String expected, Writer writer) {
        ByteBuffer out = ByteBuffer.allocate(UsbIpCommand.LENGTH);
        writer.write(out);
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(out.array()));
    }

    private static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
    }
}
