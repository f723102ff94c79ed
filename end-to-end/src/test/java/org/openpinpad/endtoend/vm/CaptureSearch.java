// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openpinpad.simulator.demo.PinForms;

/**
 * Looks for PINs in what usbmon saw: {@code CaptureSearch FILE PIN...}. Succeeds if the capture shows a PIN entry, and no
 * PIN in any form. What went over one endpoint is searched as one piece, so that digits sent one by one are found too.
 */
final class CaptureSearch {
    /** PC_to_RDR_Secure, CCID 1.1 §6.1.11. */
    private static final byte SECURE = 0x69;

    private final Map<Integer, ByteArrayOutputStream> byEndpoint = new TreeMap<>();
    private int transfers;
    private int secures;

    CaptureSearch(List<UsbmonCapture.Event> events) {
        for (UsbmonCapture.Event event : events) {
            ByteBuffer data = event.data();
            byte[] bytes = new byte[data.remaining()];
            data.get(0, bytes);
            byEndpoint
                    .computeIfAbsent((event.device() << 8) | event.endpoint(), key -> new ByteArrayOutputStream())
                    .writeBytes(bytes);
            transfers++;
            if (bytes[0] == SECURE && bytes.length > RawCcid.HEADER && !event.fromDevice()) {
                secures++;
            }
        }
    }

    int secures() {
        return secures;
    }

    /** Which forms of the PIN occur; empty if none. */
    List<String> find(String pin) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Integer, ByteArrayOutputStream> endpoint : byEndpoint.entrySet()) {
            byte[] bytes = endpoint.getValue().toByteArray();
            List<String> forms = PinForms.in(bytes, pin);
            forms.addAll(StridedDigits.in(bytes, pin));
            for (String form : forms) {
                found.add(String.format(Locale.ROOT, "%s on endpoint %02x", form, endpoint.getKey() & 0xff));
            }
        }
        return found;
    }

    /** Whether the capture of that file may be passed, with a line that says why. */
    static boolean passes(String file, List<String> pins) throws IOException {
        CaptureSearch search = new CaptureSearch(UsbmonCapture.read(Path.of(file)));
        List<String> found = new ArrayList<>();
        for (String pin : pins) {
            found.addAll(search.find(pin));
        }
        System.out.printf(
                "%d transfers with data, %d Secure messages, PIN found: %s%n", search.transfers, search.secures, found);
        return search.secures > 0 && found.isEmpty();
    }

    public static void main(String... arguments) throws IOException {
        List<String> pins = List.of(arguments).subList(1, arguments.length);
        if (pins.isEmpty() || !passes(arguments[0], pins)) {
            System.exit(1);
        }
    }
}
