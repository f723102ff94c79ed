// SPDX-License-Identifier: Apache-2.0
/** The one Escape that the reader answers: its event log (docs/decisions, number 9). */
package org.openpinpad.ccid.escape;
