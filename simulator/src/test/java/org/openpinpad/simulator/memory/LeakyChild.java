// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;

/**
 * What the search must find: a program that believes to have forgotten the PIN that it read.
 *
 * <pre>
 * channel  a heap array, zeroed after it was written through a FileChannel, which keeps a copy of its own
 * events   one object for each key, handed over by a queue and dropped
 * </pre>
 */
final class LeakyChild {

    private record Key(int code, long time) {}

    private LeakyChild() {}

    public static void main(String[] arguments) throws IOException {
        Libc libc = Libc.load();
        LockedPage page = LockedPage.map(libc);
        if (arguments[0].equals("channel")) {
            channel(libc, page);
        } else {
            events(libc, page);
        }
        page.wipe();
        System.out.println("forgotten");
        libc.read(FileKeySource.STANDARD_INPUT, page.address(0), 1);
    }

    private static void channel(Libc libc, LockedPage page) throws IOException {
        byte[] pin = new byte[SecretDigits.COUNT];
        for (int i = 0; i < pin.length; i++) {
            libc.read(FileKeySource.STANDARD_INPUT, page.address(0), 1);
            pin[i] = page.bytes().get(0);
        }
        try (FileChannel card = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
            card.write(ByteBuffer.wrap(pin));
        }
        Arrays.fill(pin, (byte) 0);
    }

    private static void events(Libc libc, LockedPage page) {
        ArrayBlockingQueue<Key> keys = new ArrayBlockingQueue<>(SecretDigits.COUNT);
        for (int i = 0; i < SecretDigits.COUNT; i++) {
            libc.read(FileKeySource.STANDARD_INPUT, page.address(0), 1);
            keys.add(new Key(page.bytes(0, 1).get(0), System.nanoTime()));
        }
        long last = 0;
        while (!keys.isEmpty()) {
            last = Math.max(last, keys.remove().time());
        }
        System.out.println("last key at " + last);
    }
}
