// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.usb4java.LibUsb;

/** What libusb's error codes mean to the user. */
final class UsbLibError {

    private UsbLibError() {}

    /** A failure to open or claim the device. */
    static ReaderException opening(String address, int code) {
        return switch (code) {
            case LibUsb.ERROR_ACCESS ->
                new ReaderException(
                        Kind.NO_PERMISSION,
                        "This user may not open USB device " + address
                                + "; run as root, or install a udev rule that lets your group.");
            case LibUsb.ERROR_BUSY ->
                new ReaderException(
                        Kind.BUSY,
                        "Another program owns USB device " + address
                                + ": pcscd or scdaemon; stop it ('systemctl stop pcscd.socket pcscd', "
                                + "'gpgconf --kill scdaemon'), or name the reader without usb:.");
            case LibUsb.ERROR_NO_DEVICE -> new ReaderException(Kind.GONE, "USB device " + address + " was unplugged.");
            default -> new ReaderException(Kind.IO, "USB device " + address + " cannot be opened: " + name(code) + ".");
        };
    }

    /** A failure of a transfer. */
    static ReaderException transferring(int code) {
        return switch (code) {
            case LibUsb.ERROR_NO_DEVICE -> new ReaderException(Kind.GONE, "The reader was unplugged.");
            case LibUsb.ERROR_TIMEOUT -> new ReaderException(Kind.TIMEOUT, "The reader does not take the message.");
            case LibUsb.ERROR_PIPE -> new ReaderException(Kind.PROTOCOL, "The reader stalled; unplug it once.");
            case LibUsb.ERROR_OVERFLOW ->
                new ReaderException(Kind.PROTOCOL, "The reader sent more than a message can be.");
            default -> new ReaderException(Kind.IO, "The USB failed: " + name(code) + ".");
        };
    }

    /** A libusb that does not start. */
    static ReaderException starting(String problem, Throwable cause) {
        return new ReaderException(
                Kind.NO_SERVICE, "USB cannot be used here: " + problem + "; name a reader without usb:.", cause);
    }

    static String name(int code) {
        return LibUsb.errorName(code);
    }
}
