// SPDX-License-Identifier: Apache-2.0
/**
 * What the unit shows: from {@link org.openpinpad.display.Screen} (what is meant) by way of rows of text to
 * {@link org.openpinpad.display.Frame} (128 by 64 pixels). Pure: no I/O but reading its own resources, no threads.
 */
package org.openpinpad.display;
