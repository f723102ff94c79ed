// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;

/**
 * A PC's program that hands a structure of PC/SC part 10 to the reader as it is: {@code PartTen VERIFY|MODIFY HEX
 * [COMMAND]}. It sends the command first, which selects the OpenPGP application if none is given, and writes the answer or what
 * pcscd made of it.
 */
final class PartTen {
    private static final int CONTROL_CODE_FEATURES = 0x42330000;
    private static final int VERIFY_PIN_DIRECT = 0x06;
    private static final int MODIFY_PIN_DIRECT = 0x07;

    private static final String SELECT_OPENPGP = "00A4040006D27600012401";

    private PartTen() {}

    public static void main(String... arguments) throws CardException {
        int feature = arguments[0].equals("MODIFY") ? MODIFY_PIN_DIRECT : VERIFY_PIN_DIRECT;
        String first = arguments.length > 2 ? arguments[2] : SELECT_OPENPGP;
        HexFormat hex = HexFormat.of().withUpperCase();
        Card card = TerminalFactory.getDefault().terminals().list().get(0).connect("*");
        card.getBasicChannel().transmit(new CommandAPDU(hex.parseHex(first)));
        try {
            byte[] answer = card.transmitControlCommand(CONTROL_CODE_FEATURES + feature, hex.parseHex(arguments[1]));
            System.out.println("answer " + hex.formatHex(answer));
        } catch (CardException e) {
            System.out.println("failed " + e.getCause().getMessage());
        }
        card.disconnect(true);
    }
}
