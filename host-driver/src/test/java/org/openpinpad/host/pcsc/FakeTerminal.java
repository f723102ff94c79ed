// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;

/** A provider's terminal with a card, without one (null), or with an error code for whoever connects. */
final class FakeTerminal extends CardTerminal {
    private final String name;
    private final Card card;
    private final String failure;

    /** How often a connection was made. */
    int connects;

    FakeTerminal(String name, Card card, String failure) {
        this.name = name;
        this.card = card;
        this.failure = failure;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Card connect(String protocol) throws CardException {
        connects++;
        assertTrue(protocol.equals("*"), "the JDK's DIRECT spoils the next connection");
        if (!failure.isEmpty()) {
            throw ScriptedCard.failure(failure);
        }
        if (card == null) {
            throw new CardNotPresentException("none");
        }
        return card;
    }

    @Override
    public boolean isCardPresent() {
        return card != null;
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
        return card != null;
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        return card == null;
    }
}
