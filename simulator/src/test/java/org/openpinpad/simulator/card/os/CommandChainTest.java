// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.openpinpad.simulator.card.CommandView;

class CommandChainTest {

    @Test
    void theBufferIsDirectAndZeroWhenTheChainHasEnded() {
        CommandChain chain = new CommandChain(64);
        for (String part : new String[] {"1020008202ffff", "0020008202ffff00"}) {
            CommandView view = new CommandView();
            assertTrue(view.parse(ByteBuffer.wrap(HexFormat.of().parseHex(part))));
            assertTrue(chain.takes(view));
            chain.add(view);
        }
        ByteBuffer whole = chain.whole(256);
        assertTrue(whole.isDirect());
        byte[] bytes = new byte[whole.remaining()];
        whole.get(0, bytes);
        assertEquals("00200082000004ffffffff0100", HexFormat.of().formatHex(bytes));

        chain.clear();
        for (int i = 0; i < whole.capacity(); i++) {
            assertEquals(0, whole.get(i), "byte " + i);
        }
    }
}
