// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One PIN entry as the bus saw it: the times between its consecutive time extensions. What kind of entry it was stands in
 * its bSeq, which {@link #seq} makes: on every device two rounds after each other are a pair, one with keys and one without.
 *
 * @param device the bus and the device's address on it
 */
record TimedEntry(int device, int seq, List<Double> intervalsMs) {
    private static final int DATA_BLOCK = 0x80;
    private static final int COMMAND_STATUS = 0xc0; // bStatus, CCID 1.1 §6.2.6
    private static final int TIME_EXTENSION = 0x80;

    static int seq(int round, boolean keys) {
        return (round << 1) | (keys ? 1 : 0);
    }

    boolean keys() {
        return (seq & 1) == 1;
    }

    /** The same for the two entries of a pair. */
    int pair() {
        return (device << 8) | (seq >> 2);
    }

    /** All entries of a capture; in it no two entries of a device may have the same bSeq. */
    static List<TimedEntry> in(List<UsbmonCapture.Event> events) {
        Map<Integer, List<Long>> times = new TreeMap<>();
        for (UsbmonCapture.Event event : events) {
            if (isTimeExtension(event)) {
                int key = (event.device() << 8) | (event.data().get(6) & 0xff);
                times.computeIfAbsent(key, unseen -> new ArrayList<>()).add(event.timeUs());
            }
        }
        List<TimedEntry> entries = new ArrayList<>();
        times.forEach((key, frames) -> entries.add(new TimedEntry(key >> 8, key & 0xff, intervals(frames))));
        return entries;
    }

    private static boolean isTimeExtension(UsbmonCapture.Event event) {
        return event.fromDevice()
                && event.data().remaining() == RawCcid.HEADER
                && event.data().get(0) == (byte) DATA_BLOCK
                && (event.data().get(7) & COMMAND_STATUS) == TIME_EXTENSION;
    }

    private static List<Double> intervals(List<Long> framesUs) {
        List<Double> intervals = new ArrayList<>();
        for (int i = 1; i < framesUs.size(); i++) {
            intervals.add((framesUs.get(i) - framesUs.get(i - 1)) / 1000.0);
        }
        return intervals;
    }
}
