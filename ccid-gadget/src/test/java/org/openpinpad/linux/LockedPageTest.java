// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that holds secrets: its buffers are the memory itself, the kernel knows that it is special, a wipe wipes all. */
class LockedPageTest {

    private final Libc libc = Libc.load();
    private final LockedPage page = LockedPage.map(libc);

    @Test
    void itsBuffersAreTheMemoryAndNoCopies() {
        page.bytes(100, 4).put(1, (byte) 0x5A);
        assertEquals(0x5A, new Pointer(page.address(101)).getByte(0));
        new Pointer(page.address(4095)).setByte(0, (byte) 0xA5);
        assertEquals((byte) 0xA5, page.bytes().get(4095));
        assertTrue(page.bytes().isDirect());
        assertEquals(page.address(0), LockedPage.addressOf(page.bytes()));
        assertEquals(page.address(100), LockedPage.addressOf(page.bytes(100, 4)));
    }

    @Test
    void theKernelReadsIntoItByAddress() throws IOException {
        Path file = Files.createTempFile("page", null);
        Files.write(file, new byte[] {1, 2, 3});
        int fd = libc.open(file.toString(), Libc.O_RDONLY);
        assertEquals(3, libc.read(fd, page.address(10), 10));
        assertEquals(0, libc.read(fd, page.address(10), 10));
        libc.close(fd);
        Files.delete(file);
        assertEquals(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 0}), page.bytes(9, 5));
    }

    @Test
    void itIsLockedAndLeftOutOfCoreDumpsAndChildren() throws IOException {
        List<String> flags = flags(page.address(0));
        assertTrue(flags.contains("lo"), "locked: " + flags);
        assertTrue(flags.contains("dd"), "not dumped: " + flags);
        assertTrue(flags.contains("wf"), "wiped on fork: " + flags);
    }

    @Test
    void aWipeReachesEveryByte() {
        assertTrue(page.isWiped());
        for (int i = 0; i < LockedPage.SIZE; i++) {
            page.bytes().put(i, (byte) 0x80);
            assertFalse(page.isWiped());
            page.wipe();
            assertTrue(page.isWiped());
            assertEquals(0, page.bytes().get(i));
        }
    }

    @Test
    void addressesBeyondThePageAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> page.address(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> page.address(LockedPage.SIZE));
        assertThrows(IndexOutOfBoundsException.class, () -> page.bytes(LockedPage.SIZE - 1, 2));
    }

    /** VmFlags of the mapping that holds the address (proc(5), smaps). */
    private static List<String> flags(long address) throws IOException {
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.substring(0, line.indexOf(' ')).split("-");
                inside =
                        Long.parseUnsignedLong(ends[0], 16) <= address && address < Long.parseUnsignedLong(ends[1], 16);
            } else if (inside && line.startsWith("VmFlags:")) {
                return List.of(line.substring(8).trim().split(" "));
            }
        }
        return List.of();
    }
}
