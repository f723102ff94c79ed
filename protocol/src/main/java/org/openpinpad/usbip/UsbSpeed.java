// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

/** The two speeds of a CCID reader, with Linux's codes (enum usb_device_speed) and USB 2.0's packet sizes (§5.8.3). */
public enum UsbSpeed {
    FULL(2, 64),
    HIGH(3, 512);

    private final int code;
    private final int bulkPacketSize;

    UsbSpeed(int code, int bulkPacketSize) {
        this.code = code;
        this.bulkPacketSize = bulkPacketSize;
    }

    public int code() {
        return code;
    }

    /** The largest wMaxPacketSize of a bulk endpoint. */
    public int bulkPacketSize() {
        return bulkPacketSize;
    }

    /** The speed that a device with both does not run at. */
    public UsbSpeed other() {
        return this == FULL ? HIGH : FULL;
    }
}
