// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import static org.openpinpad.endtoend.vm.Checks.require;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Asks several readers for a PIN at once, again and again, and presses keys on half of them, drawn by lot; the other half's
 * turn comes in the next round, so that no place counts for more: {@code TimedEntries ROUNDS INTERVALS DEVICE=KEYS...},
 * KEYS being the file through which keys reach that reader. Every entry ends by its time-out. What was measured is for
 * {@link TimedEntry} to find in a capture.
 */
final class TimedEntries implements AutoCloseable {
    private static final int SECURE = 0x69;
    private static final int INTERVAL_MS = 1500;

    /**
     * How long before a frame is due the bus is asked for it, and not earlier: an emulated controller looks eight times a
     * millisecond whether there is an answer, and the machine stands still if several do so at once.
     */
    private static final int AHEAD_MS = 150;

    private static final int PRESS_MEAN_MS = 350;

    /** OpenPGP's VERIFY with 4 to 16 digits, ended by the key OK, which is never pressed; CCID 1.1 §6.1.11. */
    private static final String VERIFY = "0000820000100402010904000000000020" + "0081";

    private final RawUsbDevice device;
    private final RawCcid reader;
    private final OutputStream keypad;
    private final Random random = new Random();

    private TimedEntries(String where) throws IOException {
        String[] parts = where.split("=", 2);
        device = RawUsbDevice.open(parts[0]);
        reader = new RawCcid(device);
        keypad = new FileOutputStream(parts[1]);
        reader.powerOn();
    }

    public static void main(String... arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        int intervals = Integer.parseInt(arguments[1]);
        List<TimedEntries> readers = new ArrayList<>();
        for (String where : List.of(arguments).subList(2, arguments.length)) {
            readers.add(new TimedEntries(where));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2 * readers.size());
        for (int round = 0; round < rounds; round += 2) {
            Collections.shuffle(readers);
            play(threads, readers, round, intervals);
            Collections.rotate(readers, readers.size() / 2);
            play(threads, readers, round + 1, intervals);
        }
        threads.shutdown();
        for (TimedEntries one : readers) {
            one.close();
        }
    }

    /** One entry on each reader; with keys on the first half. */
    private static void play(ExecutorService threads, List<TimedEntries> readers, int round, int intervals)
            throws InterruptedException, ExecutionException {
        List<Future<Integer>> entries = new ArrayList<>();
        List<Future<Integer>> presses = new ArrayList<>();
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, readers.size()).boxed().toList());
        Collections.shuffle(places);
        for (int i = 0; i < readers.size(); i++) {
            TimedEntries one = readers.get(i);
            int seq = TimedEntry.seq(round, i < readers.size() / 2);
            int startMs = INTERVAL_MS * places.get(i) / readers.size();
            Future<Integer> entry = threads.submit(() -> one.enter(startMs, seq, intervals));
            entries.add(entry);
            if (i < readers.size() / 2) {
                presses.add(threads.submit(() -> one.pressUntil(entry)));
            }
        }
        int extensions = 0;
        for (Future<Integer> entry : entries) {
            extensions += entry.get();
        }
        int keys = 0;
        for (Future<Integer> press : presses) {
            keys += press.get();
        }
        System.out.printf("round %d: %d time extensions, %d keys%n", round, extensions, keys);
    }

    private int enter(int startMs, int seq, int intervals) throws IOException, InterruptedException {
        Thread.sleep(startMs); // each reader has its say at a moment of its own
        byte[] data = HexFormat.of().parseHex(VERIFY);
        data[1] = (byte) ((intervals + 1) * INTERVAL_MS / 1000 + 1); // bTimeOut
        device.write(RawCcid.message(SECURE, seq, data));
        ByteBuffer answer = ByteBuffer.allocateDirect(1 << 10);
        long startNs = System.nanoTime();
        for (int extensions = 0; ; extensions++) {
            if (extensions <= intervals) {
                long dueMs = (extensions + 1L) * INTERVAL_MS - (System.nanoTime() - startNs) / 1_000_000;
                Thread.sleep(Math.max(0, dueMs - AHEAD_MS));
            }
            device.read(answer);
            require(answer.limit() == RawCcid.HEADER && answer.get(6) == seq, "answer " + RawCcid.hex(answer));
            if ((answer.get(7) & 0xc0) != 0x80) {
                require(answer.get(8) == (byte) 0xf0, "no time-out: " + RawCcid.hex(answer));
                return extensions;
            }
        }
    }

    /** Digits and the correction key, at moments that have nothing to do with each other. */
    private int pressUntil(Future<Integer> entry) throws IOException, InterruptedException {
        int pressed = 0;
        while (!entry.isDone()) {
            Thread.sleep((long) (-Math.log(1 - random.nextDouble()) * PRESS_MEAN_MS));
            keypad.write(random.nextInt(10) < 4 ? 'C' : '0' + random.nextInt(10));
            pressed++;
        }
        return pressed;
    }

    @Override
    public void close() throws IOException {
        device.close();
        keypad.close();
    }
}
