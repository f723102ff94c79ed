// SPDX-License-Identifier: Apache-2.0
/** The few calls of Linux that Java does not offer, behind one interface, and the page of memory that holds secrets. */
package org.openpinpad.linux;
