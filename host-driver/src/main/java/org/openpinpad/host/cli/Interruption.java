// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.openpinpad.host.Reader;

/** Makes Ctrl-C end the PIN entry at the reader too: without it the reader would go on asking for nobody. */
final class Interruption {

    /** Abort on both pipes, its answers, and a margin. */
    private static final long GRACE_SECONDS = 8;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Reader reader;
    private final Console console;

    private Interruption(Reader reader, Console console) {
        this.reader = reader;
        this.console = console;
    }

    /** Does the work; if the process is told to end meanwhile, the reader is told first, and the work may end. */
    static int whileUsing(Reader reader, Console console, IntSupplier work) {
        Interruption interruption = new Interruption(reader, console);
        Thread hook = new Thread(interruption::interrupted, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            interruption.ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already: the hook has what it waited for.
            }
        }
    }

    private void interrupted() {
        if (!reader.cancel()) {
            console.err().println("openpinpad: The reader goes on asking; press its cancel key.");
            return;
        }
        try {
            ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
