// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Addresses as the command line writes them. */
final class HostPort {

    private HostPort() {}

    /** The address that {@code [HOST:]PORT} says, on the loopback address where there is no host. */
    static InetSocketAddress parse(CommandSpec spec, String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetAddress host =
                    colon < 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName(text.substring(0, colon));
            return new InetSocketAddress(host, port);
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " takes PORT or HOST:PORT, such as 3240 or 127.0.0.1:3240, not " + text,
                    e);
        }
    }
}
