// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactory;

/**
 * A PC's program that knows no control codes, as where PC/SC has none: each argument is a command in hexadecimal for
 * SCardTransmit, each line of output an answer.
 */
final class TransmitOnly {
    private TransmitOnly() {}

    public static void main(String... commands) throws CardException {
        HexFormat hex = HexFormat.of().withUpperCase();
        Card card = TerminalFactory.getDefault().terminals().list().get(0).connect("*");
        CardChannel channel = card.getBasicChannel();
        for (String command : commands) {
            ResponseAPDU answer = channel.transmit(new CommandAPDU(hex.parseHex(command)));
            System.out.println("answer " + hex.formatHex(answer.getBytes()));
        }
        card.disconnect(true);
    }
}
