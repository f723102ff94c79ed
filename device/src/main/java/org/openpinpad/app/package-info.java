// SPDX-License-Identifier: Apache-2.0
/** The firmware put together: wiring, what the display shows when, and how the process protects itself. */
package org.openpinpad.app;
