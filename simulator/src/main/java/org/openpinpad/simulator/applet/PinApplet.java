// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.OwnerPIN;
import javacard.framework.Util;

/**
 * Two small files, one of which takes a PIN, in the words of ISO 7816-4: SELECT, READ BINARY, VERIFY, CHANGE REFERENCE DATA
 * and RESET RETRY COUNTER.
 *
 * <p>The PIN has the reference 81 and 4 to 8 bytes without padding, 123456 at first; the resetting code has 8, 12345678 at
 * first. Three wrong ones in a row block either of them. The PIN's status ends with the selection of the application.
 *
 * <table>
 * <caption>The files, all bytes ASCII</caption>
 * <tr><th>identifier</th><th>short identifier</th><th>to read</th></tr>
 * <tr><td>0101</td><td>1</td><td>always</td></tr>
 * <tr><td>0102</td><td>2</td><td>after VERIFY; else 6982</td></tr>
 * </table>
 */
public final class PinApplet extends Applet {

    private static final byte INS_VERIFY = 0x20;
    private static final byte INS_CHANGE_REFERENCE_DATA = 0x24;
    private static final byte INS_RESET_RETRY_COUNTER = 0x2C;
    private static final byte INS_SELECT = (byte) 0xA4;
    private static final byte INS_READ_BINARY = (byte) 0xB0;

    /** P1 of SELECT: an EF under the current DF (ISO 7816-4 §11.2.2). */
    private static final byte SELECT_EF = 0x02;
    /** P1 of READ BINARY that holds a short EF identifier in its bits 5 to 1 (§11.3.3). */
    private static final short SHORT_IDENTIFIER = 0x80;

    private static final short SHORT_IDENTIFIER_MASK = 0x1F;

    /** P2: reference data of the application, number 1 (§11.6.1). */
    private static final byte REFERENCE = (byte) 0x81;

    private static final byte TRIES = 3;
    private static final short MIN_PIN = 4;
    private static final short MAX_PIN = 8;
    private static final short RESETTING_CODE_LENGTH = 8;

    private static final short SW_TRIES_LEFT = 0x63C0;
    private static final short SW_AUTHENTICATION_METHOD_BLOCKED = 0x6983;
    private static final short SW_REFERENCED_DATA_NOT_FOUND = 0x6A88;

    private static final short FILE_ID_BASE = 0x0100;
    private static final short NO_FILE = 0;
    private static final short FREE = 1;
    private static final short GUARDED = 2;

    private static final byte[] FREE_CONTENT = {'F', 'r', 'e', 'e', ' ', 't', 'o', ' ', 'r', 'e', 'a', 'd', '.'};
    private static final byte[] GUARDED_CONTENT = {'A', 'f', 't', 'e', 'r', ' ', 't', 'h', 'e', ' ', 'P', 'I', 'N', '.'
    };

    private final OwnerPIN pin = new OwnerPIN(TRIES, (byte) MAX_PIN);
    private final OwnerPIN resettingCode = new OwnerPIN(TRIES, (byte) RESETTING_CODE_LENGTH);
    /** Where the old PIN ends in CHANGE REFERENCE DATA. */
    private short pinLength = 6;

    private short currentFile = NO_FILE;

    private PinApplet() {
        byte[] first = {'1', '2', '3', '4', '5', '6', '7', '8'};
        pin.update(first, (short) 0, (byte) pinLength);
        resettingCode.update(first, (short) 0, (byte) RESETTING_CODE_LENGTH);
    }

    /** Called once, by the card. */
    public static void install(byte[] parameters, short offset, byte length) {
        new PinApplet().register();
    }

    @Override
    public boolean select() {
        currentFile = NO_FILE;
        pin.reset();
        return true;
    }

    @Override
    public void deselect() {
        pin.reset();
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        if (buffer[ISO7816.OFFSET_CLA] != 0) {
            ISOException.throwIt(ISO7816.SW_CLA_NOT_SUPPORTED);
        }
        switch (buffer[ISO7816.OFFSET_INS]) {
            case INS_SELECT -> selectFile(buffer, apdu.setIncomingAndReceive());
            case INS_READ_BINARY -> readBinary(apdu, buffer);
            case INS_VERIFY -> verify(buffer, apdu.setIncomingAndReceive());
            case INS_CHANGE_REFERENCE_DATA -> change(buffer, apdu.setIncomingAndReceive());
            case INS_RESET_RETRY_COUNTER -> resetRetryCounter(buffer, apdu.setIncomingAndReceive());
            default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        }
    }

    private void selectFile(byte[] buffer, short length) {
        if (buffer[ISO7816.OFFSET_P1] != SELECT_EF || length != 2) {
            ISOException.throwIt(ISO7816.SW_FILE_NOT_FOUND); // An application by a name that is not ours.
        }
        currentFile = existing((short) (Util.getShort(buffer, ISO7816.OFFSET_CDATA) - FILE_ID_BASE));
    }

    private static short existing(short file) {
        if (file != FREE && file != GUARDED) {
            ISOException.throwIt(ISO7816.SW_FILE_NOT_FOUND);
        }
        return file;
    }

    private void readBinary(APDU apdu, byte[] buffer) {
        short p1 = (short) (buffer[ISO7816.OFFSET_P1] & 0xFF);
        short offset = (short) (buffer[ISO7816.OFFSET_P2] & 0xFF);
        if ((p1 & SHORT_IDENTIFIER) != 0) {
            currentFile = existing((short) (p1 & SHORT_IDENTIFIER_MASK));
        } else {
            offset = Util.makeShort((byte) p1, (byte) offset);
        }
        if (currentFile == NO_FILE) {
            ISOException.throwIt(ISO7816.SW_COMMAND_NOT_ALLOWED);
        }
        if (currentFile == GUARDED && !pin.isValidated()) {
            ISOException.throwIt(ISO7816.SW_SECURITY_STATUS_NOT_SATISFIED);
        }
        byte[] content = currentFile == FREE ? FREE_CONTENT : GUARDED_CONTENT;
        if (offset > content.length) {
            ISOException.throwIt(ISO7816.SW_WRONG_P1P2);
        }
        short left = (short) (content.length - offset);
        short wanted = apdu.setOutgoing();
        apdu.setOutgoingLength(wanted < left ? wanted : left);
        apdu.sendBytesLong(content, offset, wanted < left ? wanted : left);
    }

    /** Without data it only tells the status (§11.6.6). */
    private void verify(byte[] buffer, short length) {
        checkReference(buffer);
        if (length == 0) {
            if (!pin.isValidated()) {
                ISOException.throwIt(statusOf(pin));
            }
            return;
        }
        checkLength(length, MIN_PIN, MAX_PIN);
        check(pin, buffer, ISO7816.OFFSET_CDATA, length);
    }

    /** P1 00: the old PIN and the new one behind it (§11.6.7). */
    private void change(byte[] buffer, short length) {
        checkReference(buffer);
        checkLength(length, (short) (pinLength + MIN_PIN), (short) (pinLength + MAX_PIN));
        check(pin, buffer, ISO7816.OFFSET_CDATA, pinLength);
        update(buffer, pinLength, length);
    }

    /** P1 00: the resetting code and a new PIN behind it (§11.6.10). */
    private void resetRetryCounter(byte[] buffer, short length) {
        checkReference(buffer);
        checkLength(length, (short) (RESETTING_CODE_LENGTH + MIN_PIN), (short) (RESETTING_CODE_LENGTH + MAX_PIN));
        check(resettingCode, buffer, ISO7816.OFFSET_CDATA, RESETTING_CODE_LENGTH);
        update(buffer, RESETTING_CODE_LENGTH, length);
    }

    /** Takes what follows the first {@code known} bytes for the new PIN, which is unblocked and not verified then. */
    private void update(byte[] buffer, short known, short length) {
        pinLength = (short) (length - known);
        pin.update(buffer, (short) (ISO7816.OFFSET_CDATA + known), (byte) pinLength);
    }

    private static void check(OwnerPIN secret, byte[] buffer, short offset, short length) {
        if (secret.getTriesRemaining() == 0) {
            ISOException.throwIt(SW_AUTHENTICATION_METHOD_BLOCKED);
        }
        if (!secret.check(buffer, offset, (byte) length)) {
            ISOException.throwIt(statusOf(secret));
        }
    }

    private static short statusOf(OwnerPIN secret) {
        byte left = secret.getTriesRemaining();
        return left == 0 ? SW_AUTHENTICATION_METHOD_BLOCKED : (short) (SW_TRIES_LEFT + left);
    }

    private static void checkReference(byte[] buffer) {
        if (buffer[ISO7816.OFFSET_P1] != 0) {
            ISOException.throwIt(ISO7816.SW_INCORRECT_P1P2);
        }
        if (buffer[ISO7816.OFFSET_P2] != REFERENCE) {
            ISOException.throwIt(SW_REFERENCED_DATA_NOT_FOUND);
        }
    }

    private static void checkLength(short length, short min, short max) {
        if (length < min || length > max) {
            ISOException.throwIt(ISO7816.SW_WRONG_LENGTH);
        }
    }
}
