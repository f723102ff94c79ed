// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a card at the contacts carries a command out. In real time a card in software can need longer than a card may be
 * silent, so it works on a thread of its own, and asks for time like any other.
 */
public interface Work {

    /** Begins; one at a time. */
    void begin(Runnable command);

    /** Whether it is done, after waiting a little. */
    boolean isDone();

    /** In the caller's thread, without time: for virtual lines. */
    static Work atOnce() {
        return new Work() {
            @Override
            public void begin(Runnable command) {
                command.run();
            }

            @Override
            public boolean isDone() {
                return true;
            }
        };
    }

    /** On a thread of its own. */
    static Work onThread() {
        return new Work() {
            private static final int PATIENCE_MS = 200;
            private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

            @Override
            public void begin(Runnable command) {
                running = CompletableFuture.runAsync(command);
            }

            @Override
            public boolean isDone() {
                try {
                    running.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
                    return true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the card's program failed", e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return true;
                }
            }
        };
    }
}
