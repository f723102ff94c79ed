// SPDX-License-Identifier: Apache-2.0
/**
 * The memory scan: a firmware in a process of its own, whose memory is searched for the PIN before and after each ending, and
 * a core dump of it with the registers. An ending is a line of {@link org.openpinpad.simulator.memory.Ending}.
 *
 * <p>Not seen by it: the kernel's pipe buffers, and memory that the process has given back.
 */
package org.openpinpad.simulator.memory;
