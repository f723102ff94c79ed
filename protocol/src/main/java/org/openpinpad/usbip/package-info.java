// SPDX-License-Identifier: Apache-2.0
/**
 * The records of USB/IP 1.1.1, as the Linux kernel documents them (Documentation/usb/usbip_protocol.rst), pure: no I/O.
 *
 * <p>They stand in {@code protocol} because both ends need them and share nothing else: the simulator, which lends its
 * reader to any Linux PC, and the host driver, which uses such a reader without a kernel's help. All fields are big-endian
 * ({@link org.openpinpad.usbip.BigEndian} is the one place that says so), but a setup packet and what stands in transfer
 * buffers is USB's own, little-endian.
 *
 * <p>A connection begins with one exchange of {@link org.openpinpad.usbip.OpHeader}s. After a successful import it
 * carries {@link org.openpinpad.usbip.UsbIpCommand}s one way and {@link org.openpinpad.usbip.UsbIpReply}s the other, each
 * of 48 bytes, followed by the transfer's data where there are any.
 */
package org.openpinpad.usbip;
