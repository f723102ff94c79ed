// SPDX-License-Identifier: Apache-2.0
/**
 * Keys. A digit is moved, never returned: from the {@link org.openpinpad.keypad.KeySource} by pointer into the locked page of
 * {@link org.openpinpad.keypad.KeyStage}, and from there to whoever may have it. The thread {@code keypad} does that.
 */
package org.openpinpad.keypad;
