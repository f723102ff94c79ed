// SPDX-License-Identifier: Apache-2.0
/**
 * The memory scan: a firmware in a process of its own, whose memory is searched for the PIN before and after each ending.
 *
 * <p>Not seen by it: registers, the kernel's pipe buffers, and memory that the process has given back.
 */
package org.openpinpad.simulator.memory;
