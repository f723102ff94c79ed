// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;

/** The way of a command to an application and of its answer back: class byte, command chaining, pending responses, saving. */
public final class CommandPath {

    private static final int CLA_CHAINING = 0x10;
    private static final int INS_GET_RESPONSE = 0xC0;

    /** Keeps the state's text after a change. */
    public interface Keeper {
        /** Of a card that is forgotten with the process. */
        Keeper NONE = text -> {};

        void keep(String text) throws IOException;
    }

    /**
     * How long commands and answers are.
     *
     * @param maxBody the longest body, chained or not
     * @param extended whether length fields may be of the extended form
     * @param neWithoutLe how many bytes are answered at once to a command without Le; the rest is for GET RESPONSE
     */
    public record Limits(int maxBody, boolean extended, int neWithoutLe) {}

    private final CardApplication application;
    private final KeptState state;
    private final Keeper keeper;
    private final Limits limits;
    private final CommandView view = new CommandView();
    private final CommandChain chain;
    private ByteBuffer pending = ByteBuffer.allocate(0);

    public CommandPath(CardApplication application, KeptState state, Keeper keeper, Limits limits) {
        this.application = application;
        this.state = state;
        this.keeper = keeper;
        this.limits = limits;
        this.chain = new CommandChain(limits.maxBody());
    }

    /** What a reset does: every security status, chain and pending response is forgotten. */
    public void reset() {
        application.reset();
        chain.clear();
        forgetPending();
    }

    /** As {@link org.openpinpad.simulator.card.VirtualCard#process}. */
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        int refused = view.parse(command) ? check() : StatusWord.WRONG_LENGTH;
        if (refused != StatusWord.OK) {
            chain.clear();
            forgetPending();
            return respond(refused, 0, response);
        }
        int ne = view.ne() == 0 ? limits.neWithoutLe() : view.ne();
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
        boolean tooLong = view.nc() > limits.maxBody() || (view.extended() && !limits.extended());
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
            keeper.keep(state.text());
            state.saved();
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
