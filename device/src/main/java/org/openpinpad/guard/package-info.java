// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between the PC's commands and the card: {@code Filter} keeps PINs of the PC out, {@code explain} says what a
 * command does, {@code Guard} asks the user. The rules are decision 9 in docs/decisions.
 */
package org.openpinpad.guard;
