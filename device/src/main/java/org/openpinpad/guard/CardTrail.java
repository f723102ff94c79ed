// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.openpinpad.card.CardWatcher;
import org.openpinpad.display.Act;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Event.KeyUse;
import org.openpinpad.display.Explanation;
import org.openpinpad.guard.explain.Interpreter;
import org.openpinpad.iso7816.CommandForm;

/**
 * What the guard knows of the card from what has passed: the selected application, an open chain, the security environment,
 * the PINs that were verified. Told by the thread that has the card, read by the one that has the reader's turn.
 */
public final class CardTrail implements CardWatcher {

    /** Told, without the reader's turn and without waiting, what the card did. */
    public interface Listener {
        /** Uses of a key since the PIN; empty when no PIN is verified. */
        void authorisation(OptionalInt uses);

        /** The card answered a command that uses a key. */
        void keyUsed(Explanation what, KeyUse.Result result);
    }

    private static final int SW_OK = 0x9000;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNING = 0x63;
    private static final int SW_BLOCKED = 0x6983;
    private static final int INS_VERIFY = 0x20;
    private static final int CLA_CHANNEL = 0x03;
    /** VERIFY with this P1 asks the card to forget the PIN's status (ISO 7816-4 §11.6.6). */
    private static final int P1_FORGET = 0xFF;

    private final Filter filter = new Filter();
    private final Interpreter interpreter = new Interpreter();
    private final Authorisation authorisation = new Authorisation();
    private final Listener listener;

    private CardApplication selected = CardApplication.UNKNOWN;
    private int toldUses = Authorisation.NONE;

    public CardTrail(Listener listener) {
        this.listener = listener;
    }

    synchronized Filter.Finding look(ByteBuffer command) {
        return filter.look(command, selected);
    }

    synchronized Act act(ByteBuffer command) {
        return interpreter.act(command);
    }

    synchronized boolean maySign(ByteBuffer command) {
        return interpreter.maySign(command);
    }

    synchronized Explanation explain(ByteBuffer command) {
        return interpreter.explain(command);
    }

    @Override
    public synchronized boolean chainIsOpen() {
        return filter.chainIsOpen();
    }

    @Override
    public synchronized void answered(
            CardApplication application, ByteBuffer command, ByteBuffer data, int statusWord) {
        boolean usesKey = interpreter.act(command).usesKey();
        if (usesKey) {
            boolean done = statusWord == SW_OK || statusWord >>> 8 == SW1_MORE || data.hasRemaining();
            if (done) {
                authorisation.use();
            }
            listener.keyUsed(interpreter.explain(command), done ? KeyUse.Result.DONE : KeyUse.Result.FAILED);
        }
        follow(application, command, data, statusWord);
        if (ins(command) == INS_VERIFY) {
            verified(command, statusWord, CommandForm.bodyLength(command) > 0);
        }
        tell();
    }

    @Override
    public synchronized void answeredPin(CardApplication application, ByteBuffer header, int statusWord) {
        follow(application, header, header.slice(header.limit(), 0), statusWord);
        verified(header, statusWord, true);
        tell();
    }

    private void follow(CardApplication application, ByteBuffer command, ByteBuffer data, int statusWord) {
        selected = application;
        filter.answered(command, statusWord);
        interpreter.answered(application, command, data, statusWord);
    }

    private void verified(ByteBuffer command, int statusWord, boolean withPin) {
        int reference = command.get(command.position() + 3) & 0xFF;
        int p1 = command.get(command.position() + 2) & 0xFF;
        boolean interindustry = (command.get(command.position()) & ~CLA_CHANNEL) == 0;
        if (statusWord == SW_OK && withPin) {
            authorisation.begin(reference);
        } else if (interindustry && endsStatus(p1, statusWord)) {
            authorisation.end(reference);
        } else if (interindustry && statusWord == SW_OK) {
            authorisation.confirm(reference);
        }
    }

    /** What a PC could have answered by asking nonsense must not hide that a PIN is open. */
    private static boolean endsStatus(int p1, int statusWord) {
        boolean refused = statusWord >>> 8 == SW1_WARNING || statusWord == SW_BLOCKED;
        return p1 == P1_FORGET ? statusWord == SW_OK : p1 == 0 && refused;
    }

    @Override
    public synchronized void unanswered(ByteBuffer command) {
        if (interpreter.act(command).usesKey()) {
            listener.keyUsed(interpreter.explain(command), KeyUse.Result.FAILED);
        }
        selected = CardApplication.UNKNOWN;
        filter.unanswered(command);
        interpreter.unanswered(command);
    }

    @Override
    public synchronized void reset() {
        selected = CardApplication.UNKNOWN;
        filter.reset();
        interpreter.reset();
        authorisation.endAll();
        tell();
    }

    private void tell() {
        int uses = authorisation.uses();
        if (uses != toldUses) {
            toldUses = uses;
            listener.authorisation(uses == Authorisation.NONE ? OptionalInt.empty() : OptionalInt.of(uses));
        }
    }

    private static int ins(ByteBuffer command) {
        return command.get(command.position() + 1) & 0xFF;
    }
}
