// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

/**
 * What happens when a thread meets a fault of the program itself: what holds PINs is wiped and the process ends, to be
 * started anew. A reader that goes on with a state nobody foresaw is not to be trusted with a PIN.
 *
 * <p>The report names classes and lines only; a message could carry data.
 */
final class FailStop implements Thread.UncaughtExceptionHandler {

    /** EX_SOFTWARE of sysexits.h. */
    static final int EXIT_CODE = 70;

    private static final int FRAMES = 12;

    private final Runnable wipe;

    FailStop(Runnable wipe) {
        this.wipe = wipe;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        try {
            wipe.run();
        } finally {
            report(thread, fault);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static void report(Thread thread, Throwable fault) {
        StringBuilder text = new StringBuilder("The firmware met a fault of its own and ends; PINs are wiped. Thread ")
                .append(thread.getName())
                .append(", ")
                .append(fault.getClass().getName());
        StackTraceElement[] frames = fault.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\n  ").append(frames[i]);
        }
        System.err.println(text);
    }
}
