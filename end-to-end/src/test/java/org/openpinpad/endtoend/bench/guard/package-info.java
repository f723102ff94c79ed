// SPDX-License-Identifier: Apache-2.0
/** What the guard costs for each command ({@code ./pinpad bench guard}). No figure is a test. */
package org.openpinpad.endtoend.bench.guard;
