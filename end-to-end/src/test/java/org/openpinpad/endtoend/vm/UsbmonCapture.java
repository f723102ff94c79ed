// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What usbmon saw, from a pcap file: the events that carry data (kernel: Documentation/usb/usbmon.rst). */
final class UsbmonCapture {
    /**
     * One event with data: what a transfer to the device took along when it was submitted, or one from the device brought
     * when it was complete.
     *
     * @param device the bus and the device's address on it
     * @param endpoint with the direction in bit 7
     */
    record Event(long timeUs, int device, int endpoint, ByteBuffer data) {
        boolean fromDevice() {
            return endpoint >= 0x80;
        }
    }

    /** Of a pcap file with the link type LINKTYPE_USB_LINUX_MMAPPED, and of usbmon's own header in each record. */
    private static final int FILE_HEADER = 24;

    private static final int RECORD_HEADER = 16;
    private static final int USBMON_HEADER = 64;
    private static final int LINK_TYPE = 220;

    private UsbmonCapture() {}

    static List<Event> read(Path file) throws IOException {
        return read(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** The events in their order. */
    static List<Event> read(ByteBuffer pcap) throws IOException {
        pcap.order(ByteOrder.LITTLE_ENDIAN);
        if (pcap.limit() < FILE_HEADER || pcap.getInt(0) != 0xa1b2c3d4 || pcap.getInt(20) != LINK_TYPE) {
            throw new IOException("not a pcap file of usbmon");
        }
        List<Event> events = new ArrayList<>();
        int record = FILE_HEADER;
        while (record + RECORD_HEADER + USBMON_HEADER <= pcap.limit()) {
            int captured = pcap.getInt(record + 8);
            int next = record + RECORD_HEADER + captured;
            if (captured < USBMON_HEADER || next > pcap.limit() || captured != pcap.getInt(record + 12)) {
                throw new IOException("record cut off at " + record);
            }
            if (captured > USBMON_HEADER) {
                events.add(event(pcap, record + RECORD_HEADER, captured - USBMON_HEADER));
            }
            record = next;
        }
        return events;
    }

    private static Event event(ByteBuffer pcap, int usbmon, int length) {
        long timeUs = pcap.getLong(usbmon + 16) * 1_000_000 + pcap.getInt(usbmon + 24);
        int device = (pcap.getShort(usbmon + 12) << 8) | (pcap.get(usbmon + 11) & 0xff);
        ByteBuffer data = pcap.slice(usbmon + USBMON_HEADER, length).order(ByteOrder.LITTLE_ENDIAN);
        return new Event(timeUs, device, pcap.get(usbmon + 10) & 0xff, data);
    }
}
