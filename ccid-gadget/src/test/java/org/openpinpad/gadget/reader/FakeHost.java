// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.openpinpad.gadget.reader.Bytes.hex;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps what the host would read. */
final class FakeHost implements HostPort {
    final Deque<Reply> replies = new ArrayDeque<>();
    final Deque<String> notifications = new ArrayDeque<>();
    /** Both pipes in the order of the engine's calls. */
    final List<String> log = new ArrayList<>();

    int clears;

    @Override
    public void send(ByteBuffer message) {
        Reply reply = Reply.of(hex(message));
        replies.add(reply);
        log.add(reply.toString());
    }

    @Override
    public void notifySlotChange(boolean present, boolean changed) {
        String notification = (present ? "present" : "absent") + (changed ? " changed" : "");
        notifications.add(notification);
        log.add(notification);
    }

    @Override
    public void clear() {
        clears++;
        replies.clear();
        notifications.clear();
        log.add("clear");
    }
}
