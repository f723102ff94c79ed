// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.entry;

import org.openpinpad.display.PinPrompt;

/**
 * One PIN that the user is asked for.
 *
 * @param room digits that the command has room for; a longer PIN is told as too long and not cut
 */
public record Question(PinPrompt prompt, int room) {}
