// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which USB device is meant: {@code VID:PID}, or {@code VID:PID@bus-address} where there are several of a kind.
 *
 * @param vendor idVendor
 * @param product idProduct
 * @param bus bus number, empty for any
 * @param device address on the bus, empty for any
 */
record UsbAddress(int vendor, int product, OptionalInt bus, OptionalInt device) {

    private static final Pattern FORM =
            Pattern.compile("([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?:@([0-9]{1,3})-([0-9]{1,3}))?");

    /** Reads an address. */
    static UsbAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a USB reader is named as usb:VID:PID or usb:VID:PID@BUS-ADDRESS, as in usb:1209:0001@1-12");
        }
        boolean any = matcher.group(3) == null;
        return new UsbAddress(
                Integer.parseInt(matcher.group(1), 16),
                Integer.parseInt(matcher.group(2), 16),
                any ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(3))),
                any ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(4))));
    }

    /** A device in full. */
    static UsbAddress of(int vendor, int product, int bus, int device) {
        return new UsbAddress(vendor, product, OptionalInt.of(bus), OptionalInt.of(device));
    }

    /** Whether a device in full is meant by this. */
    boolean matches(UsbAddress found) {
        return vendor == found.vendor
                && product == found.product
                && (bus.isEmpty() || (bus.equals(found.bus) && device.equals(found.device)));
    }

    @Override
    public String toString() {
        String kind = "%04x:%04x".formatted(vendor, product);
        return bus.isEmpty() ? kind : kind + "@" + bus.getAsInt() + "-" + device.getAsInt();
    }
}
