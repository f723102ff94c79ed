// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** A provider's card that expects exchanges in order and answers as told. Hex, blanks ignored; "!TEXT" throws. */
final class ScriptedCard extends Card {

    private record Step(String expected, String reply) {}

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean exclusive;
    private String beginFails = "";
    final List<Boolean> disconnects = new ArrayList<>();

    ScriptedCard control(String code, String data, String reply) {
        steps.add(new Step("control " + code + " " + data.replace(" ", ""), reply));
        return this;
    }

    ScriptedCard transmit(String command, String reply) {
        steps.add(new Step("transmit " + command.replace(" ", ""), reply));
        return this;
    }

    ScriptedCard beginFails(String code) {
        beginFails = code;
        return this;
    }

    void assertDone() {
        assertTrue(steps.isEmpty(), () -> "not asked for: " + steps);
        assertFalse(exclusive, "transaction left open");
    }

    @Override
    public byte[] transmitControlCommand(int code, byte[] data) throws CardException {
        return next("control %08X %s".formatted(code, HEX.formatHex(data)));
    }

    @Override
    public CardChannel getBasicChannel() {
        return new Channel();
    }

    @Override
    public void beginExclusive() throws CardException {
        if (!beginFails.isEmpty()) {
            throw failure(beginFails);
        }
        exclusive = true;
    }

    @Override
    public void endExclusive() {
        exclusive = false;
    }

    @Override
    public ATR getATR() {
        return new ATR(HEX.parseHex("3B00"));
    }

    @Override
    public String getProtocol() {
        return "T=1";
    }

    @Override
    public CardChannel openLogicalChannel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void disconnect(boolean reset) {
        disconnects.add(reset);
    }

    static CardException failure(String code) {
        return new CardException("failed", new IllegalArgumentException(code));
    }

    private byte[] next(String what) throws CardException {
        Step step = steps.poll();
        assertEquals(
                step == null ? "nothing more" : step.expected().toUpperCase(Locale.ROOT),
                what.toUpperCase(Locale.ROOT));
        if (step.reply().startsWith("!")) {
            throw failure(step.reply().substring(1));
        }
        return HEX.parseHex(step.reply().replace(" ", ""));
    }

    private final class Channel extends CardChannel {
        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            assertTrue(exclusive, "outside a transaction");
            return new ResponseAPDU(next("transmit " + HEX.formatHex(command.getBytes())));
        }

        @Override
        public Card getCard() {
            return ScriptedCard.this;
        }

        @Override
        public int getChannelNumber() {
            return 0;
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer response) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
