// SPDX-License-Identifier: Apache-2.0
/**
 * The reader as a real USB device: Linux's FunctionFS (kernel: Documentation/usb/functionfs.rst, include/uapi/linux/usb/
 * functionfs.h) and configfs.
 *
 * <p>Threads: {@code ep0} reads events and serves control requests, {@code usb-out} reads messages; the reader's own threads
 * write. The endpoint files know neither poll nor time-outs, so each has its thread.
 */
package org.openpinpad.gadget.functionfs;
