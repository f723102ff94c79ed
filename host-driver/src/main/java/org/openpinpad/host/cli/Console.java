// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Where the program writes.
 *
 * @param out results
 * @param err everything else
 * @param charset what the terminal shows
 */
record Console(PrintWriter out, PrintWriter err, Charset charset) {

    /** The process's own streams, in the terminal's character set. */
    static Console ofProcess() {
        Charset charset = Charset.forName(System.getProperty(
                "stdout.encoding",
                System.getProperty("native.encoding", Charset.defaultCharset().name())));
        return new Console(writer(System.out, charset), writer(System.err, charset), charset);
    }

    /** A line of text that a terminal without arrows can show as well. */
    String showable(String line) {
        return charset.newEncoder().canEncode('→')
                ? line
                : line.replace("→", "->").replace("←", "<-");
    }

    private static PrintWriter writer(PrintStream stream, Charset charset) {
        return new PrintWriter(stream, true, charset);
    }
}
