// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a subcommand. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean asked;
}
