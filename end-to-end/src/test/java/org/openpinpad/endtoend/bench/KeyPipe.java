// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.keypad.KeySource;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** Keys through a pipe into the firmware, which sleeps in read(2) until one comes, as it will for a keypad's interrupt. */
final class KeyPipe {

    private final Libc libc;
    private final int readEnd;
    private final int writeEnd;
    private final ByteBuffer key = ByteBuffer.allocateDirect(1);
    private final long address = LockedPage.addressOf(key);

    KeyPipe(Libc libc) {
        this.libc = libc;
        int[] ends = new int[2];
        if (C.pipe(ends) != 0) {
            throw new IllegalStateException("no pipe: errno " + Native.getLastError());
        }
        readEnd = ends[0];
        writeEnd = ends[1];
    }

    KeySource source() {
        return new FileKeySource(libc, readEnd);
    }

    /** Presses a key, and returns the time just before. */
    long press(char code) {
        key.put(0, (byte) code);
        long pressedNs = System.nanoTime();
        if (libc.write(writeEnd, address, 1) != 1) {
            throw new IllegalStateException("the pipe took no key");
        }
        return pressedNs;
    }

    private static final class C {
        static {
            Native.register(C.class, "c");
        }

        static native int pipe(int[] ends);
    }
}
