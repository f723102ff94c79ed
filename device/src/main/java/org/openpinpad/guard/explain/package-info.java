// SPDX-License-Identifier: Apache-2.0
/** Says what a command of the PC does: in general by ISO 7816-4 and -8, in detail for the applications that the reader knows. */
package org.openpinpad.guard.explain;
