// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One page of memory outside the Java heap for secrets: never swapped (mlock), in no core dump (MADV_DONTDUMP), empty in a
 * child process (MADV_WIPEONFORK). It lives as long as the process and is wiped, never freed.
 *
 * <p>Whoever holds {@link #bytes} may read the secret; it is handed to as few classes as can be.
 */
public final class LockedPage {

    /** Bytes of the page on every machine that we run on. */
    public static final int SIZE = 4096;

    private static final int MADV_DONTDUMP = 16;
    private static final int MADV_WIPEONFORK = 18;

    private final long address;
    private final ByteBuffer bytes;

    private LockedPage(long address) {
        this.address = address;
        bytes = new Pointer(address).getByteBuffer(0, SIZE);
    }

    /**
     * Maps and locks a page.
     *
     * @throws IllegalStateException in one sentence, when the memory cannot be protected: then no PIN may be typed
     */
    public static LockedPage map(Libc libc) {
        long address = check(libc.mapAnonymous(SIZE), "mapped");
        check(libc.mlock(address, SIZE), "locked");
        check(libc.madvise(address, SIZE, MADV_DONTDUMP), "kept out of core dumps");
        check(libc.madvise(address, SIZE, MADV_WIPEONFORK), "kept from child processes");
        return new LockedPage(address);
    }

    private static long check(long result, String what) {
        if (result < 0) {
            throw new IllegalStateException("The memory page for the PIN cannot be " + what + " ("
                    + Errno.describe((int) -result)
                    + "), so no PIN can be typed. Check the process's limit of locked memory (ulimit -l).");
        }
        return result;
    }

    /** The page itself, as a view that shares position and limit with nobody. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** A view of some bytes of the page. */
    public ByteBuffer bytes(int offset, int length) {
        return bytes.slice(offset, length);
    }

    /** Where an offset of the page stands in memory, for calls that read or write it by pointer. */
    public long address(int offset) {
        if (offset < 0 || offset >= SIZE) {
            throw new IndexOutOfBoundsException(offset);
        }
        return address + offset;
    }

    /** Fills the page with zeros, and reads it back: a wipe that did not happen must not pass for one. */
    public void wipe() {
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            bytes.putLong(i, 0);
        }
        VarHandle.fullFence();
        if (!isWiped()) {
            throw new IllegalStateException("The PIN page is not empty after its wipe.");
        }
    }

    public boolean isWiped() {
        long found = 0;
        for (int i = 0; i < SIZE; i += Long.BYTES) {
            found |= bytes.getLong(i);
        }
        return found == 0;
    }

    /** The address of any direct buffer's first byte, for {@link Libc} calls. */
    public static long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }
}
