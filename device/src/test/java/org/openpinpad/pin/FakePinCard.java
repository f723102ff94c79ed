// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;

/** A card that answers when the test says so, and notes what it was sent. */
final class FakePinCard implements PinCard {
    boolean otherCommandUnderWay;
    int commands;
    /** The last command, as it was when the pad sent it. */
    String command = "";

    private ByteBuffer source;
    private ByteBuffer response;
    private Answered answered;

    @Override
    public boolean busy() {
        return otherCommandUnderWay || answered != null;
    }

    @Override
    public void transmit(ByteBuffer newCommand, ByteBuffer newResponse, Answered newAnswered) {
        assertNull(answered, "one command at a time");
        commands++;
        command = Hex.text(newCommand);
        source = newCommand;
        response = newResponse;
        answered = newAnswered;
    }

    /** Whether the slot, which may be slow, still finds in the page what it was given. */
    boolean commandIsIntact() {
        return Hex.text(source).equals(command);
    }

    /** The card says the command back before its status word, as far as there is room. */
    void echoes() {
        ByteBuffer echo = source.duplicate();
        response.put(echo.limit(Math.min(echo.limit(), echo.position() + response.remaining())));
    }

    /** The card fills all the room with nonsense. */
    void floods() {
        while (response.hasRemaining()) {
            response.put((byte) '7');
        }
    }

    void answers(int statusWord) {
        take().statusWord(statusWord);
    }

    void fails(int bError) {
        take().failed(bError);
    }

    private Answered take() {
        Answered taken = answered;
        answered = null;
        return taken;
    }
}
