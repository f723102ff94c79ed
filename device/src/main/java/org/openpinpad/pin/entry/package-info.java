// SPDX-License-Identifier: Apache-2.0
/**
 * The entry of PINs as a pure state machine: which PIN is asked, how many digits it has, when it ends. Digits themselves do
 * not occur here, and neither does a clock: time comes with each event.
 */
package org.openpinpad.pin.entry;
