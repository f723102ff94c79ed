// SPDX-License-Identifier: Apache-2.0
/** A PIV card (FIPS 201-2; SP 800-73-4, whose part 1 has the data, part 2 the commands; SP 800-78-4 for algorithms). */
package org.openpinpad.simulator.card.piv;
