// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.gadget.reader.Bytes.buffer;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a host that does not read: bounded, and never at the cost of a final answer. */
class BulkInQueueTest {

    private static final String EXTENSION = "80000000000009800100";
    private static final String FINAL = "80020000000009000000" + "9000";

    private final BulkInQueue queue = new BulkInQueue();
    private final List<String> written = new ArrayList<>();
    private final HostWriter host = new HostWriter() {
        @Override
        public boolean bulkIn(ByteBuffer message) {
            return written.add(hex(message));
        }

        @Override
        public boolean interruptIn(ByteBuffer notification) {
            return true;
        }
    };

    @Test
    void the_final_answer_comes_however_many_time_extensions_went_unread() {
        for (int i = 0; i < 100; i++) {
            queue.add(buffer(EXTENSION));
        }
        queue.add(buffer(FINAL));
        queue.drain(host);
        assertTrue(written.size() < 50, "bounded: " + written.size());
        assertEquals(FINAL, written.get(written.size() - 1));
    }

    @Test
    void a_short_message_is_copied_and_what_is_cleared_is_gone() {
        ByteBuffer message = buffer(FINAL);
        queue.add(message);
        message.put(0, (byte) 0x81);
        queue.drain(host);
        assertEquals(List.of(FINAL), written);
        queue.add(buffer(FINAL));
        queue.clear();
        assertTrue(queue.isEmpty());
        queue.drain(host);
        assertEquals(1, written.size());
    }
}
