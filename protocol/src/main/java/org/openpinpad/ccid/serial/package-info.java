// SPDX-License-Identifier: Apache-2.0
/**
 * CCID messages over a serial line, as card chips and serial readers speak it: {@code 03 06}, the message, and the
 * exclusive or of all bytes before it. The CCID specification knows only USB; these are the makers' conventions, the same
 * in the SEC1210 and the GemPC family.
 */
package org.openpinpad.ccid.serial;
