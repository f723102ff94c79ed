// SPDX-License-Identifier: Apache-2.0
/**
 * Ways for a PC to reach a reader that has no USB controller: USB/IP over the network, and a serial line over a pty.
 *
 * <p>{@link org.openpinpad.simulator.usb.UsbIpServer} lends the reader to any Linux PC ({@code usbip attach}) or to the
 * host driver's own client. It does in software what a USB device controller and Linux's gadget core do for the product:
 * {@link org.openpinpad.simulator.usb.UsbDeviceModel} answers the requests of USB 2.0 §9.4, the endpoints cut messages into
 * packets. Threads: {@code usbip-accept}, one {@code usbip-client} for each connection, {@code usb-out} which feeds the
 * reader; messages to the host are written by the reader's own threads.
 *
 * <p>{@link org.openpinpad.simulator.usb.PtyReader} speaks the serial framing that libccidtwin.so knows, so that an
 * unmodified pcscd can use the reader. Thread: {@code pty}.
 */
package org.openpinpad.simulator.usb;
