// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openpinpad.simulator.demo.PinForms;

/**
 * Looks for a PIN in what usbmon saw: {@code CaptureSearch FILE PIN}. Succeeds if the capture shows a PIN entry, and the
 * PIN in no form. What went over one endpoint is searched as one piece, so that digits sent one by one are found too.
 */
final class CaptureSearch {
    /** PC_to_RDR_Secure, CCID 1.1 §6.1.11. */
    private static final byte SECURE = 0x69;

    /** Of a pcap file with the link type LINKTYPE_USB_LINUX_MMAPPED, and of usbmon's own header in each record. */
    private static final int FILE_HEADER = 24;

    private static final int RECORD_HEADER = 16;
    private static final int USBMON_HEADER = 64;
    private static final int LINK_TYPE = 220;

    private final Map<Integer, ByteArrayOutputStream> byEndpoint = new TreeMap<>();
    private int transfers;
    private int secures;

    CaptureSearch(ByteBuffer pcap) throws IOException {
        pcap.order(ByteOrder.LITTLE_ENDIAN);
        if (pcap.limit() < FILE_HEADER || pcap.getInt(0) != 0xa1b2c3d4 || pcap.getInt(20) != LINK_TYPE) {
            throw new IOException("not a pcap file of usbmon");
        }
        int record = FILE_HEADER;
        while (record + RECORD_HEADER + USBMON_HEADER <= pcap.limit()) {
            int captured = pcap.getInt(record + 8);
            int data = record + RECORD_HEADER + USBMON_HEADER;
            int next = record + RECORD_HEADER + captured;
            if (captured < USBMON_HEADER || next > pcap.limit() || captured != pcap.getInt(record + 12)) {
                throw new IOException("record cut off at " + record);
            }
            if (next > data) {
                take(pcap, record + RECORD_HEADER, data, next - data);
            }
            record = next;
        }
    }

    private void take(ByteBuffer pcap, int usbmon, int data, int length) throws IOException {
        int address = pcap.get(usbmon + 10) & 0xff; // with the direction in bit 7
        int device = pcap.getShort(usbmon + 11); // and the bus
        byte[] bytes = new byte[length];
        pcap.get(data, bytes);
        byEndpoint
                .computeIfAbsent(device << 8 | address, key -> new ByteArrayOutputStream())
                .write(bytes);
        transfers++;
        if (bytes[0] == SECURE && length > RawCcid.HEADER && address < 0x80) {
            secures++;
        }
    }

    int secures() {
        return secures;
    }

    /** Which forms of the PIN occur; empty if none. */
    List<String> find(String pin) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Integer, ByteArrayOutputStream> endpoint : byEndpoint.entrySet()) {
            for (String form : PinForms.in(endpoint.getValue().toByteArray(), pin)) {
                found.add(String.format("%s on endpoint %02x", form, endpoint.getKey() & 0xff));
            }
        }
        return found;
    }

    public static void main(String... arguments) throws IOException {
        CaptureSearch search = new CaptureSearch(ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0]))));
        List<String> found = search.find(arguments[1]);
        System.out.printf(
                "%d transfers with data, %d Secure messages, PIN found: %s%n", search.transfers, search.secures, found);
        if (search.secures == 0 || !found.isEmpty()) {
            System.exit(1);
        }
    }
}
