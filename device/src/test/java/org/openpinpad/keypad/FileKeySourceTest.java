// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/** Keys from a file: one byte a read, straight to its address. */
class FileKeySourceTest {

    @TempDir
    Path directory;

    private final Queue<Long> results = new ArrayDeque<>();
    private final Libc scripted = (Libc) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Libc.class}, (proxy, call, arguments) -> results.remove());

    @Test
    void readsByteByByteUntilTheEnd() throws IOException {
        Libc libc = Libc.load();
        LockedPage page = LockedPage.map(libc);
        Path keys = Files.writeString(directory.resolve("keys"), "1O");
        int fd = libc.open(keys.toString(), Libc.O_RDONLY);
        FileKeySource source = new FileKeySource(libc, fd);
        assertTrue(source.read(page.address(9)));
        assertEquals('1', page.bytes().get(9));
        assertEquals(0, page.bytes().get(10), "nothing is read ahead");
        assertTrue(source.read(page.address(9)));
        assertEquals('O', page.bytes().get(9));
        assertFalse(source.read(page.address(9)));
        libc.close(fd);
    }

    @Test
    void aSignalIsNoEnd() {
        results.addAll(List.of((long) -Errno.EINTR, (long) -Errno.EINTR, 1L));
        assertTrue(new FileKeySource(scripted, 0).read(4711));
        assertTrue(results.isEmpty());
    }

    @Test
    void aFailureIsTheEnd() {
        results.add((long) -Errno.EIO);
        assertFalse(new FileKeySource(scripted, 0).read(4711));
    }
}
