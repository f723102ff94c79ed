// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.usbip;

/** How a transfer ended: Linux's error numbers, negative (Documentation/driver-api/usb/error-codes.rst). */
public final class UrbStatus {
    public static final int OK = 0;
    /** The endpoint stalled. */
    public static final int EPIPE = -32;
    /** More came than the buffer holds. */
    public static final int EOVERFLOW = -75;
    /** Taken back by the host. */
    public static final int ECONNRESET = -104;
    /** The endpoint is not in use. */
    public static final int ESHUTDOWN = -108;
    /** Less came than the host insisted on. */
    public static final int EREMOTEIO = -121;

    private UrbStatus() {}
}
