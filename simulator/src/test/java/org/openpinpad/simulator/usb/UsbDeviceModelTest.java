// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.usbip.SetupPacket;
import org.openpinpad.usbip.UsbSpeed;

class UsbDeviceModelTest {

    /** Written by hand from CCID 1.1 §5.1. */
    private static final String CCID =
            "3621 1001 00 07 03000000 a00f0000 c0120000 01 002a0000 16400500 02 fe000000 00000000"
                    + "00000000 ba040400 12000100 ff ff 1008 03 01";

    private static final String HEAD = "5d 00 01 01 00 80 fa  09 04 00 00 03 0b 00 00 02 ";
    private static final String FULL_ENDPOINTS = " 07 05 01 02 4000 00  07 05 82 02 4000 00  07 05 83 03 0800 10";
    private static final String HIGH_ENDPOINTS = " 07 05 01 02 0002 00  07 05 82 02 0002 00  07 05 83 03 0800 08";

    private final FakeReader reader = new FakeReader(null);
    private final Set<Integer> halted = new TreeSet<>();
    private final UsbDeviceModel model = model(UsbSpeed.HIGH);

    private UsbDeviceModel model(UsbSpeed speed) {
        return new UsbDeviceModel(reader, speed, new UsbDeviceModel.Endpoints() {
            @Override
            public void enable() {
                reader.events.add("endpoints on");
            }

            @Override
            public void disable() {
                reader.events.add("endpoints off");
            }

            @Override
            public boolean halted(int address) {
                return halted.contains(address);
            }

            @Override
            public void halt(int address, boolean halt) {
                if (halt) {
                    halted.add(address);
                } else {
                    halted.remove(address);
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    80 06 0100 0000 0040 | 12 01 0002 00 00 00 40 0912 0100 1000 01 02 03 01
                    80 06 0100 0000 0008 | 12 01 0002 00 00 00 40
                    80 06 0101 0000 0040 | stall
                    80 06 0600 0000 000A | 0a 06 0002 00 00 00 40 01 00
                    80 06 0300 0000 00FF | 04 03 0904
                    80 06 0303 0409 00FF | 0a 03 3000 3000 3000 3100
                    80 06 0302 0409 0006 | 16 03 4f00 7000
                    80 06 0304 0409 00FF | stall
                    80 06 03EE 0000 00FF | stall
                    80 06 0302 0407 00FF | stall
                    80 06 0F00 0000 0005 | stall
                    80 06 2100 0000 0036 | stall
                    80 08 0000 0000 0001 | 00
                    80 00 0000 0000 0002 | 0000
                    80 07 0100 0000 0012 | stall
                    00 05 0005 0000 0000 | stall
                    00 03 0001 0000 0000 | stall
                    00 09 0002 0000 0000 | stall
                    81 0A 0000 0000 0001 | stall
                    82 00 0000 0082 0002 | stall
                    A1 03 0000 0000 0008 | stall
                    21 01 0500 0000 0000 | stall
                    C0 01 0000 0000 0001 | stall
                    """)
    void unconfiguredDeviceAnswers(String request, String answer) {
        assertEquals(answer.replace(" ", ""), ask(model, setup(request)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    80 08 0000 0000 0001 | 01
                    81 00 0000 0000 0002 | 0000
                    81 00 0000 0001 0002 | stall
                    81 0A 0000 0000 0001 | 00
                    01 0B 0000 0000 0000 | ack
                    01 0B 0001 0000 0000 | stall
                    01 0B 0000 0001 0000 | stall
                    82 00 0000 0001 0002 | 0000
                    82 00 0000 0082 0002 | 0000
                    82 00 0000 0083 0002 | 0000
                    82 00 0000 0081 0002 | stall
                    82 0C 0000 0082 0002 | stall
                    02 01 0000 0082 0000 | ack
                    02 01 0001 0082 0000 | stall
                    02 03 0000 0004 0000 | stall
                    A1 02 0000 0000 0004 | a00f0000
                    A1 03 0000 0000 0008 | 002a0000 16400500
                    A1 03 0000 0000 0004 | 002a0000
                    A1 03 0000 0000 0400 | 002a0000 16400500
                    A1 03 0000 0001 0008 | stall
                    A1 01 0000 0000 0008 | stall
                    21 01 0500 0000 0000 | ack
                    21 01 0501 0000 0000 | stall
                    21 01 0500 0001 0000 | stall
                    21 01 0500 0000 0001 | stall
                    21 02 0500 0000 0000 | stall
                    """)
    void configuredDeviceAnswers(String request, String answer) {
        ask(model, setup("00 09 0001 0000 0000"));
        assertEquals(answer.replace(" ", ""), ask(model, setup(request)));
    }

    @Test
    void configurationHoldsTheClassDescriptorRightBehindTheInterface() {
        UsbDeviceModel full = model(UsbSpeed.FULL);
        SetupPacket configuration = setup("80 06 0200 0000 00FF");
        SetupPacket otherSpeed = setup("80 06 0700 0000 00FF");
        assertEquals(hex("0902 " + HEAD + CCID + HIGH_ENDPOINTS), ask(model, configuration));
        assertEquals(hex("0907 " + HEAD + CCID + FULL_ENDPOINTS), ask(model, otherSpeed));
        assertEquals(hex("0902 " + HEAD + CCID + FULL_ENDPOINTS), ask(full, configuration));
        assertEquals(hex("0907 " + HEAD + CCID + HIGH_ENDPOINTS), ask(full, otherSpeed));
        assertEquals(hex("0902 5d00 0101 0080 fa"), ask(model, setup("80 06 0200 0000 0009")));
    }

    @Test
    void configuringAgainEndsWhatWasUnderWay() {
        ask(model, setup("00 09 0001 0000 0000"));
        ask(model, setup("00 09 0001 0000 0000"));
        ask(model, setup("00 09 0000 0000 0000"));
        model.disconnected();
        assertEquals(
                List.of(
                        "endpoints on",
                        "configured",
                        "endpoints off",
                        "deconfigured",
                        "endpoints on",
                        "configured",
                        "endpoints off",
                        "deconfigured"),
                List.copyOf(reader.events));
        assertEquals("00", ask(model, setup("80 08 0000 0000 0001")));
    }

    @Test
    void abortGivesSlotAndSequenceNumber() {
        ask(model, setup("00 09 0001 0000 0000"));
        reader.events.clear();
        ask(model, setup("21 01 0700 0000 0000"));
        assertEquals(List.of("abort 0 7"), List.copyOf(reader.events));
    }

    @Test
    void haltShowsInTheEndpointsStatus() {
        ask(model, setup("00 09 0001 0000 0000"));
        assertEquals("ack", ask(model, setup("02 03 0000 0082 0000")));
        assertEquals("0100", ask(model, setup("82 00 0000 0082 0002")));
        assertEquals("ack", ask(model, setup("02 01 0000 0082 0000")));
        assertEquals("0000", ask(model, setup("82 00 0000 0082 0002")));
    }

    private static String ask(UsbDeviceModel model, SetupPacket setup) {
        Optional<ByteBuffer> answer = model.request(setup);
        if (answer.isEmpty()) {
            return "stall";
        }
        byte[] bytes = new byte[answer.get().remaining()];
        answer.get().get(bytes);
        return bytes.length == 0 ? "ack" : HexFormat.of().formatHex(bytes);
    }

    /** Five numbers in hexadecimal: bmRequestType bRequest wValue wIndex wLength. */
    private static SetupPacket setup(String text) {
        String[] fields = text.split(" ", -1);
        int[] n = new int[5];
        for (int i = 0; i < n.length; i++) {
            n[i] = Integer.parseInt(fields[i], 16);
        }
        return new SetupPacket(n[0], n[1], n[2], n[3], n[4]);
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }
}
