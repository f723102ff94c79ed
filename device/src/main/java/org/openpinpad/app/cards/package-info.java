// SPDX-License-Identifier: Apache-2.0
/** The command that shows what is in the card slot. */
package org.openpinpad.app.cards;
