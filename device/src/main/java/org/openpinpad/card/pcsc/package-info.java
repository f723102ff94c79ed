// SPDX-License-Identifier: Apache-2.0
/** A card slot that is any reader of the PC/SC service on this machine. */
package org.openpinpad.card.pcsc;
