// SPDX-License-Identifier: Apache-2.0
/**
 * The device side of a CCID reader (CCID 1.1), independent of what carries it and of what is behind it.
 *
 * <p>{@link org.openpinpad.gadget.reader.ReaderEngine} is the pure core: events in, calls of ports out, time as an
 * argument. {@link org.openpinpad.gadget.reader.Reader} gives it one caller at a time, a clock and the thread that writes
 * to the host. A transport (FunctionFS here; USB/IP and a serial line in the simulator) calls {@code Reader} and
 * implements {@link org.openpinpad.gadget.reader.HostWriter}. Card and PIN are ports that the firmware implements.
 */
package org.openpinpad.gadget.reader;
