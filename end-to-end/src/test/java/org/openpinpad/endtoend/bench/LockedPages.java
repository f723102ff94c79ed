// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import com.sun.jna.Pointer;
import java.lang.invoke.VarHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** The firmware's locked pages as somebody outside sees them. */
final class LockedPages {

    private static final long PATIENCE_NS = 1_000_000_000L;

    private final List<ByteBuffer> pages = new ArrayList<>();

    /** The same C library; what is mapped by it is watched. */
    Libc watching(Libc libc) {
        return (Libc) Proxy.newProxyInstance(
                Libc.class.getClassLoader(),
                new Class<?>[] {Libc.class},
                (proxy, method, arguments) -> call(libc, method, arguments));
    }

    private Object call(Libc libc, Method method, Object[] arguments) throws Throwable {
        try {
            Object result = method.invoke(libc, arguments);
            if (method.getName().equals("mapAnonymous")) {
                pages.add(new Pointer((long) result).getByteBuffer(0, LockedPage.SIZE));
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    boolean areWiped() {
        VarHandle.fullFence(); // another thread writes
        long found = 0;
        for (ByteBuffer page : pages) {
            for (int i = 0; i < LockedPage.SIZE; i += Long.BYTES) {
                found |= page.getLong(i);
            }
        }
        return found == 0;
    }

    /** Looks without a pause until all are zero, and says when they were. */
    long awaitWipe() {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (!areWiped()) {
            if (System.nanoTime() - endNs > 0) {
                throw new IllegalStateException("the PIN is still there");
            }
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }
}
