// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.util.List;
import java.util.stream.Collectors;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.WireTrace;
import org.openpinpad.host.usb.UsbLibrary.Attached;

/** The readers on this machine's USB, by libusb. An address is {@code VID:PID} or {@code VID:PID@BUS-ADDRESS}. */
public final class UsbLibReaders implements ReaderFinder {

    @Override
    public String scheme() {
        return "usb";
    }

    @Override
    public List<Found> list() {
        try (UsbLibrary library = UsbLibrary.start()) {
            return library.readers().stream()
                    .map(reader -> new Found("usb:" + reader.address(), "USB reader " + reader.address(), ""))
                    .toList();
        }
    }

    @Override
    public Reader open(String address, WireTrace trace) {
        UsbLibrary library = UsbLibrary.start();
        try {
            Attached attached = choose(address, library.readers());
            return new CcidReader(new TracedPipe(UsbLibCcidPipe.open(library, attached), trace));
        } catch (RuntimeException e) {
            library.close();
            throw e;
        }
    }

    static Attached choose(String address, List<Attached> all) {
        List<Attached> chosen = all;
        if (!address.isEmpty()) {
            UsbAddress wanted = UsbAddress.parse(address);
            chosen = all.stream()
                    .filter(reader -> wanted.matches(reader.address()))
                    .toList();
        }
        if (chosen.size() == 1) {
            return chosen.get(0);
        }
        String sentence =
                chosen.isEmpty() ? "There is no such reader on the USB" : "More than one reader on the USB fits";
        throw new ReaderException(
                Kind.NO_READER, sentence + "; there is " + names(chosen.isEmpty() ? all : chosen) + ".");
    }

    private static String names(List<Attached> readers) {
        return readers.isEmpty()
                ? "none at all"
                : readers.stream().map(reader -> "usb:" + reader.address()).collect(Collectors.joining(", "));
    }
}
