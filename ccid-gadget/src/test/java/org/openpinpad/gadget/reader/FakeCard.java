// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.openpinpad.gadget.reader.Bytes.bytes;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A slot whose jobs end when the test says so, in their order. */
final class FakeCard implements CardPort {
    @Override
    public void dispatch() {}

    @Override
    public void carryOut() {}

    /** What the slot was asked for; {@code command} is empty for power jobs. */
    record Job(String kind, int number, String command, ByteBuffer source, ByteBuffer response, int at) {

        /** Puts the answer where the slot would, and says how many bytes it has. */
        int answer(String hex) {
            byte[] bytes = bytes(hex);
            for (int i = 0; i < bytes.length; i++) {
                response.put(at + i, bytes[i]);
            }
            return bytes.length;
        }

        /** The command as it is in the engine's buffer now, which must be what it was. */
        boolean commandIsIntact() {
            return hex(source).equals(command);
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The one under way, and one that waits. */
    final Deque<Job> jobs = new ArrayDeque<>();
    /** Jobs that waited when a newer one took their place; their end is never told. */
    final List<Job> replaced = new ArrayList<>();

    private int lastNumber;
    boolean present;

    @Override
    public boolean present() {
        return present;
    }

    @Override
    public void powerOn(int job, ByteBuffer atr) {
        assertTrue(atr.remaining() >= 33, "room for an ATR");
        add(new Job("on", job, "", NOTHING, atr.duplicate(), atr.position()));
    }

    @Override
    public void powerOff(int job) {
        add(new Job("off", job, "", NOTHING, NOTHING, 0));
    }

    @Override
    public void transmit(int job, ByteBuffer command, ByteBuffer response) {
        assertTrue(response.remaining() >= 2, "room for a status word");
        add(new Job("apdu", job, hex(command), command.slice(), response.duplicate(), response.position()));
    }

    private void add(Job job) {
        assertTrue(lastNumber < job.number, "numbers grow");
        lastNumber = job.number;
        if (jobs.size() == 2) {
            replaced.add(jobs.removeLast());
        }
        jobs.add(job);
    }

    Job next(String kind) {
        Job job = jobs.poll();
        if (job == null || !job.kind.equals(kind)) {
            fail("the slot was asked for " + job + ", not for " + kind);
        }
        return job;
    }
}
