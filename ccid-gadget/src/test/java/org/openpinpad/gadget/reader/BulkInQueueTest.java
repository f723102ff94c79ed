// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openpinpad.gadget.reader.Bytes.buffer;
import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that wait for a host that is slow to read. */
class BulkInQueueTest {

    private static final String EXTENSION = "80 00000000 00 07 80 01 00";
    private static final String ANSWER = "80 02000000 00 07 00 00 00 9000";

    private final BulkInQueue queue = new BulkInQueue();
    private final List<String> read = new ArrayList<>();

    private void hostReads() {
        queue.drain(new HostWriter() {
            @Override
            public boolean bulkIn(ByteBuffer message) {
                return read.add(hex(message));
            }

            @Override
            public boolean interruptIn(ByteBuffer notification) {
                return true;
            }
        });
    }

    /** A user may take a minute to type, and a host may read only then. */
    @Test
    void theAnswerIsNotLostToTheTimeExtensionsBeforeIt() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            queue.add(buffer(EXTENSION));
        }
        queue.awaitRoom();
        for (int i = 0; i < 4; i++) {
            queue.add(buffer(ANSWER));
        }
        hostReads();
        String extension = hex(buffer(EXTENSION));
        String answer = hex(buffer(ANSWER));
        List<String> expected = new ArrayList<>(Collections.nCopies(12, extension));
        expected.addAll(Collections.nCopies(4, answer));
        assertEquals(expected, read);
    }

    @Test
    void messagesKeepTheirOrderAndTheirBytes() {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 5; i++) {
                ByteBuffer message = buffer(ANSWER).put(6, (byte) i);
                queue.add(message);
                message.put(6, (byte) 0xEE);
            }
            hostReads();
        }
        assertEquals(25, read.size());
        for (int i = 0; i < 25; i++) {
            assertEquals(hex(buffer(ANSWER).put(6, (byte) (i % 5))), read.get(i));
        }
    }
}
