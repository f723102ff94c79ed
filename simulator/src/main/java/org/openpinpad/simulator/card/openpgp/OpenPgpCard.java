// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.VirtualCard;

/**
 * An OpenPGP card 3.4 with RSA-2048 and NIST P-256 keys and real cryptography.
 *
 * <p>This class is the way in and out: class byte, command chaining, pending responses, saving. PW1 is 123456 and PW3
 * 12345678 on a new card. PINs are compared where they lie and never copied to the heap.
 */
public final class OpenPgpCard implements VirtualCard {

    private static final int CLA_CHAINING = 0x10;
    private static final int INS_GET_RESPONSE = 0xC0;

    /** TS T0, TA1 (F 372, D 12), TD1 and TD2 (T=1), IFSC 254, BWI 4 and CWI 5 (ISO 7816-3 §8.2, §11.4). */
    private static final byte[] ATR_INTERFACE = Tlv.bytes(0x3B, 0x9A, 0x18, 0x81, 0x31, 0xFE, 0x45);

    /** Keeps the state after a change. */
    private interface Keeper {
        void keep(CardState state) throws IOException;
    }

    private final CardState state;
    private final Lengths lengths;
    private final Keeper keeper;
    private final Application application;
    private final CommandView view = new CommandView();
    private final CommandChain chain = new CommandChain();
    private ByteBuffer pending = ByteBuffer.allocate(0);

    private OpenPgpCard(CardState state, Lengths lengths, Keeper keeper) {
        this.state = state;
        this.lengths = lengths;
        this.keeper = keeper;
        this.application = new Application(state, lengths);
    }

    /** A new card that is forgotten with the process. */
    public static OpenPgpCard inMemory(Lengths lengths) {
        return new OpenPgpCard(new CardState(), lengths, state -> {});
    }

    /**
     * The card whose state is in the file; a new one if the file does not exist.
     *
     * @throws IOException with one sentence for the user if the file is unreadable or damaged
     */
    public static OpenPgpCard keptIn(Path file, Lengths lengths) throws IOException {
        StateFile stateFile = new StateFile(file);
        CardState state = stateFile.load();
        stateFile.save(state); // A file that cannot be written is told now, not at the first PIN.
        return new OpenPgpCard(state, lengths, stateFile::save);
    }

    @Override
    public byte[] atr() {
        byte[] atr = Tlv.join(ATR_INTERFACE, application.historicalBytes(), new byte[1]);
        for (int i = 1; i < atr.length - 1; i++) {
            atr[atr.length - 1] ^= atr[i]; // TCK
        }
        return atr;
    }

    @Override
    public void reset() {
        application.reset();
        chain.clear();
        forgetPending();
    }

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        int refused = view.parse(command) ? check() : StatusWord.WRONG_LENGTH;
        if (refused != StatusWord.OK) {
            chain.clear();
            forgetPending();
            return respond(refused, 0, response);
        }
        int ne = view.ne();
        if (view.ins() == INS_GET_RESPONSE && !chain.takes(view)) {
            return pending.hasRemaining()
                    ? respond(StatusWord.OK, ne, response)
                    : respond(StatusWord.CONDITIONS_OF_USE_NOT_SATISFIED, 0, response);
        }
        forgetPending();
        if (!chain.takes(view)) {
            return respond(carryOut(), ne, response);
        }
        OptionalInt early = chain.add(view);
        if (early.isPresent()) {
            return respond(early.getAsInt(), 0, response);
        }
        view.parse(chain.whole(ne));
        try {
            return respond(carryOut(), ne, response);
        } finally {
            chain.clear();
        }
    }

    /** Class byte (ISO 7816-4 §5.4.1) and length, before anything is looked at. */
    private int check() {
        int cla = view.cla();
        if ((cla & 0xE0) == 0 && (cla & 0x0C) != 0) {
            return StatusWord.SECURE_MESSAGING_NOT_SUPPORTED;
        }
        if (((cla & 0xE0) == 0 && (cla & 0x03) != 0) || (cla & 0xC0) == 0x40) {
            return StatusWord.LOGICAL_CHANNEL_NOT_SUPPORTED;
        }
        if (cla != 0 && cla != CLA_CHAINING) {
            return StatusWord.CLA_NOT_SUPPORTED;
        }
        boolean tooLong = view.nc() > Lengths.MAX_BODY || (view.extended() && lengths == Lengths.SHORT);
        return tooLong ? StatusWord.WRONG_LENGTH : StatusWord.OK;
    }

    /**
     * Runs the command in the view; its response data is pending then.
     *
     * <p>Nothing is answered while a change is not saved: a lost try must not come back with a restart.
     */
    private int carryOut() {
        Answer answer = application.answer(view);
        if (!keepChange()) {
            return StatusWord.MEMORY_FAILURE;
        }
        pending = ByteBuffer.wrap(answer.data());
        return answer.sw();
    }

    private boolean keepChange() {
        if (!state.changed()) {
            return true;
        }
        try {
            keeper.keep(state);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As much of the pending data as Ne allows, and 61xx if some is left. */
    private SlotResult respond(int sw, int ne, ByteBuffer response) {
        int count = Math.min(ne, pending.remaining());
        if (response.remaining() < count + 2) {
            return SlotResult.OVERRUN;
        }
        response.put(response.position(), pending, pending.position(), count);
        response.position(response.position() + count);
        pending.position(pending.position() + count);
        int left = Math.min(pending.remaining(), CommandView.SHORT_MAX);
        StatusWord.put(response, left > 0 ? StatusWord.MORE_DATA | (left & 0xFF) : sw);
        return SlotResult.DONE;
    }

    private void forgetPending() {
        pending = ByteBuffer.allocate(0);
    }
}
