// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The terminal while the panel has it: keys come one by one and unseen, the cursor is hidden, and what stood on the
 * screen comes back at the end, also after Ctrl-C or a TERM signal. Ctrl-C keeps its meaning.
 */
public final class RawTerminal implements AutoCloseable {
    private static final File TTY = new File("/dev/tty");
    /** Alternate screen on and off, cursor off and on (xterm's private modes 1049 and 25). */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";

    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final long SIZE_VALID_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Stty stty;
    private final String saved;
    private final PrintStream out;
    private final Thread restorer = new Thread(this::restore, "restore-terminal");
    private boolean restored;
    private TerminalSize size = TerminalSize.USUAL;
    private long sizeTime;

    private RawTerminal(Stty stty, String saved, OutputStream out) {
        this.stty = stty;
        this.saved = saved;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    /** True if both standard input and standard output are a terminal. */
    public static boolean present() throws IOException {
        Process test = new ProcessBuilder("sh", "-c", "test -t 0 && test -t 1")
                .inheritIO()
                .start();
        return Stty.exitCode(test) == 0;
    }

    /** Takes the terminal of this process. */
    public static RawTerminal open() throws IOException {
        return open(Stty.of(TTY), new FileOutputStream(TTY));
    }

    static RawTerminal open(Stty stty, OutputStream out) throws IOException {
        String saved = stty.run("-g").strip();
        RawTerminal terminal = new RawTerminal(stty, saved, out);
        Runtime.getRuntime().addShutdownHook(terminal.restorer);
        stty.run("-icanon", "-echo", "-icrnl", "min", "1", "time", "0");
        terminal.readSize();
        terminal.out.print(ENTER);
        terminal.out.flush();
        return terminal;
    }

    /** Where to paint; silent once the terminal has been given back. */
    public PrintStream out() {
        return out;
    }

    /** The size now, asked for at most once a second. */
    public synchronized TerminalSize size() {
        if (System.nanoTime() - sizeTime > SIZE_VALID_NANOS) {
            readSize();
        }
        return size;
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restorer);
        } catch (IllegalStateException e) {
            // The virtual machine is going down: the hook has run or will, and does nothing the second time.
        }
    }

    private synchronized void readSize() {
        sizeTime = System.nanoTime();
        try {
            // "rows columns"; 0 0 where nobody set them.
            String[] words = stty.run("size").strip().split(" ");
            int rows = Integer.parseInt(words[0]);
            int columns = Integer.parseInt(words[1]);
            size = rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : TerminalSize.USUAL;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            size = TerminalSize.USUAL;
        }
    }

    private synchronized void restore() {
        if (restored) {
            return;
        }
        restored = true;
        out.print(LEAVE);
        out.close();
        try {
            stty.run(saved);
        } catch (IOException e) {
            // The terminal is gone: nothing is left to give back.
        }
    }
}
