// SPDX-License-Identifier: Apache-2.0
/**
 * The command-line program {@code openpinpad}: {@code list}, {@code info}, {@code verify}, {@code events}.
 *
 * <p>Results go to standard output, as text or JSON; what accompanies them (trace, notes, errors) to standard error.
 * Errors are one sentence; exit codes are {@link org.openpinpad.host.cli.ExitCode}.
 */
package org.openpinpad.host.cli;
