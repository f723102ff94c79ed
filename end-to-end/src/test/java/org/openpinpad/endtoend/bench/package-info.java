// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./pinpad bench pin}: how long a PIN takes on its way through the firmware. {@link
 * org.openpinpad.endtoend.bench.PinLatency} measures entries with the real firmware and its threads, {@link
 * org.openpinpad.endtoend.bench.PinSteps} single steps with JMH. Nothing here is asserted: a figure says as much as the
 * machine was idle.
 */
package org.openpinpad.endtoend.bench;
