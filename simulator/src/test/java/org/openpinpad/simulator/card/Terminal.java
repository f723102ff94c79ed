// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.openpinpad.card.SlotResult;

/** Speaks to a card in hexadecimal, so that tests read like traces; blanks in commands are for the eye. */
public final class Terminal {

    private static final HexFormat HEX = HexFormat.of();

    private final VirtualCard card;
    private final ByteBuffer command = ByteBuffer.allocateDirect(70_000);
    private final ByteBuffer response = ByteBuffer.allocateDirect(70_000);

    public Terminal(VirtualCard card) {
        this.card = card;
    }

    /** The response's data and status word in lower-case digits. */
    public String send(String hex) {
        return HEX.formatHex(send(HEX.parseHex(hex.replace(" ", ""))));
    }

    public byte[] send(byte[] bytes) {
        command.clear().put(bytes).flip();
        response.clear();
        assertEquals(SlotResult.DONE, card.process(command, response));
        assertEquals(0, command.position(), "the command's position is left where it was");
        byte[] answer = new byte[response.position()];
        response.get(0, answer);
        return answer;
    }

    /** Sends a command that must end in 9000, and gives its data. */
    public byte[] data(String hex) {
        String answer = send(hex);
        assertEquals("9000", answer.substring(answer.length() - 4), hex);
        return HEX.parseHex(answer.substring(0, answer.length() - 4));
    }

    /** Sends a command of extended form (ISO 7816-3 §12.1.3, case 4E) that must end in 9000. */
    public byte[] data(String header, byte[] body) {
        return data(header + "00" + HEX.toHexDigits((short) body.length) + HEX.formatHex(body) + "0000");
    }
}
