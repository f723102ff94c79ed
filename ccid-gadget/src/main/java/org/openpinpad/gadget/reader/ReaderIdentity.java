// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

/**
 * Who the reader says it is on USB, in the one place that says so.
 *
 * @param vendorId idVendor
 * @param productId idProduct
 * @param bcdDevice firmware release, two digits each side of the point in BCD
 * @param manufacturer iManufacturer
 * @param product iProduct, and iInterface
 * @param serialNumber iSerialNumber
 */
public record ReaderIdentity(
        int vendorId, int productId, int bcdDevice, String manufacturer, String product, String serialNumber) {

    /** pid.codes' PID for tests, until one is granted; never another vendor's. */
    public static final ReaderIdentity DEFAULT =
            new ReaderIdentity(0x1209, 0x0001, 0x0010, "OpenPinpad", "OpenPinpad", "0001");
}
