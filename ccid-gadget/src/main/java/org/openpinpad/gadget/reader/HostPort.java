// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;

/** The engine's way to the host. Calls queue and return at once, in order. */
public interface HostPort {

    /** Messages up to this size are copied; a longer one must keep its content until the next command is answered. */
    int COPIED_MAX = 512;

    /** One bulk-IN message, position to limit. */
    void send(ByteBuffer message);

    /** NotifySlotChange for slot 0 (CCID 1.1 §6.3.1); only the newest state is kept while the host does not listen. */
    void notifySlotChange(boolean present, boolean changed);

    /** Forgets what is not sent yet; the bus was reset. */
    void clear();
}
