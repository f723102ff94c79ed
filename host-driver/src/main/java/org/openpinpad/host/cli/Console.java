// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * Where the program writes.
 *
 * @param out results
 * @param err everything else
 * @param charset what the terminal shows
 */
record Console(PrintWriter out, PrintWriter err, Charset charset) {

    /** By these a reader's name could steer the terminal. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}&&[^\\r\\n]]");

    /** Controls, invisible format characters (those of writing direction among them), and separators of lines. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]");

    /** The process's own streams, in the terminal's character set. */
    static Console ofProcess() {
        Charset charset = Charset.forName(System.getProperty(
                "stdout.encoding",
                System.getProperty("native.encoding", Charset.defaultCharset().name())));
        return new Console(writer(System.out, charset), writer(System.err, charset), charset);
    }

    /** The text as this terminal can show it. */
    String showable(String text) {
        boolean arrows = charset.newEncoder().canEncode('→');
        String shown = arrows ? text : text.replace("→", "->").replace("←", "<-");
        return CONTROL.matcher(shown).replaceAll("?");
    }

    /** Words of a reader with nothing in them that could begin a line, turn the writing round, or steer a terminal. */
    static String oneLine(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    private static PrintWriter writer(PrintStream stream, Charset charset) {
        return new PrintWriter(stream, true, charset);
    }
}
