// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openpinpad.pcsc.scard.Disposition;
import org.openpinpad.pcsc.scard.Protocol;
import org.openpinpad.pcsc.scard.ReaderStates;
import org.openpinpad.pcsc.scard.SCard;
import org.openpinpad.pcsc.scard.ScardCode;
import org.openpinpad.pcsc.scard.Sharing;

/** A PC/SC service with one reader of interest and a card that a test plays. It notes what it was asked for. */
final class FakePcsc implements SCard {

    static final String READER = "ACME Reader 00 00";
    static final String ATR = "3B00";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final long MOST_WAIT_MS = 20_000;

    private final List<String> asked = new ArrayList<>();
    private final Map<String, ScardCode> next = new HashMap<>();
    private final List<Long> cancelled = new ArrayList<>();
    private List<String> readers = List.of(READER);
    private Protocol protocol = Protocol.T0;
    private UnaryOperator<String> card = command -> "9000";
    private boolean running = true;
    private long present = ReaderStates.PRESENT;
    private long events = 1;
    /** A context or connection of an earlier start of the service is worth nothing. */
    private long start = 1;

    private long handles;
    private long commandAddress;
    private boolean watched;

    synchronized FakePcsc readers(String... names) {
        readers = List.of(names);
        notifyAll();
        return this;
    }

    synchronized FakePcsc speaks(Protocol spoken) {
        protocol = spoken;
        return this;
    }

    /** A card's answers by its commands, both in hexadecimal. */
    synchronized FakePcsc card(UnaryOperator<String> answers) {
        card = answers;
        return this;
    }

    /** The next call of this name returns this. */
    synchronized FakePcsc fails(String call, ScardCode code) {
        next.put(call, code);
        return this;
    }

    synchronized void pull() {
        present = ReaderStates.EMPTY;
        events++;
        notifyAll();
    }

    synchronized void insert() {
        present = ReaderStates.PRESENT;
        events++;
        notifyAll();
    }

    /** Between two looks of whoever watches. */
    synchronized void exchangeCard() {
        events += 2;
        notifyAll();
    }

    synchronized FakePcsc stop() {
        running = false;
        notifyAll();
        return this;
    }

    synchronized void start() {
        running = true;
        start++;
        events = 1;
        notifyAll();
    }

    /** Somebody waits for a change. */
    synchronized void awaitWatcher() throws InterruptedException {
        while (!watched) {
            wait(MOST_WAIT_MS);
        }
    }

    /** What it was asked for since the last question, but for contexts and waits. */
    synchronized List<String> asked() {
        List<String> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    /** Where the last command stood. */
    synchronized long commandAddress() {
        return commandAddress;
    }

    private long newHandle() {
        handles++;
        return start << 32 | handles;
    }

    private ScardCode code(String call, long handle) {
        ScardCode failure = next.remove(call);
        if (failure != null) {
            return failure;
        }
        if (!running) {
            return ScardCode.E_NO_SERVICE;
        }
        return handle >>> 32 == start ? ScardCode.S_SUCCESS : ScardCode.E_INVALID_HANDLE;
    }

    @Override
    public synchronized Handle establishContext() {
        return new Handle(code("establishContext", start << 32), newHandle());
    }

    @Override
    public synchronized ScardCode releaseContext(long context) {
        return code("releaseContext", context);
    }

    @Override
    public synchronized Readers listReaders(long context) {
        return new Readers(code("listReaders", context), readers);
    }

    @Override
    public synchronized Connection connect(long context, String reader, Sharing sharing, long protocols) {
        asked.add("connect " + reader + " " + sharing + " " + protocols);
        ScardCode code = code("connect", context);
        boolean there = present == ReaderStates.PRESENT;
        return new Connection(code.isSuccess() && !there ? ScardCode.E_NO_SMARTCARD : code, newHandle(), Protocol.T1);
    }

    @Override
    public synchronized Connection reconnect(long handle, Sharing sharing, long protocols, Disposition first) {
        asked.add("reconnect " + sharing + " " + protocols + " " + first);
        return new Connection(code("reconnect", handle), handle, protocol);
    }

    @Override
    public synchronized ScardCode disconnect(long handle, Disposition last) {
        asked.add("disconnect " + last);
        return code("disconnect", handle);
    }

    @Override
    public synchronized Count transmit(
            long handle, Protocol spoken, long command, long length, long response, long capacity) {
        commandAddress = command;
        String hex = HEX.formatHex(new Pointer(command).getByteArray(0, (int) length));
        asked.add(spoken + " " + hex);
        ScardCode code = code("transmit", handle);
        byte[] answer = HEX.parseHex(card.apply(hex));
        if (answer.length > capacity) {
            return new Count(ScardCode.E_INSUFFICIENT_BUFFER, 0);
        }
        if (code.isSuccess()) {
            new Pointer(response).write(0, answer, 0, answer.length);
        }
        return new Count(code, answer.length);
    }

    @Override
    public Count control(long handle, long controlCode, long in, long inLength, long out, long outCapacity) {
        throw new AssertionError("the slot has no use for the reader's own commands");
    }

    @Override
    public synchronized ScardCode getStatusChange(long context, long timeoutMs, ReaderStates states) {
        long end = System.nanoTime() + Math.min(timeoutMs, MOST_WAIT_MS) * 1_000_000;
        while (true) {
            ScardCode code = code("getStatusChange", context);
            if (!code.isSuccess()) {
                return code;
            }
            if (!readers.contains(states.name(0))) {
                return ScardCode.E_UNKNOWN_READER;
            }
            long now = events << ReaderStates.EVENTS_SHIFT | present;
            if (now != states.current(0)) {
                states.say(0, now | ReaderStates.CHANGED);
                return ScardCode.S_SUCCESS;
            }
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (cancelled.remove(context)) {
                return ScardCode.E_CANCELLED;
            }
            if (leftMs <= 0) {
                return ScardCode.E_TIMEOUT;
            }
            try {
                watched = true;
                notifyAll();
                wait(leftMs);
                watched = false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public synchronized ScardCode cancel(long context) {
        cancelled.add(context);
        notifyAll();
        return ScardCode.S_SUCCESS;
    }

    @Override
    public ScardCode beginTransaction(long handle) {
        throw new AssertionError("the slot has the card to itself");
    }

    @Override
    public ScardCode endTransaction(long handle, Disposition last) {
        throw new AssertionError("the slot has the card to itself");
    }

    @Override
    public synchronized Status status(long handle, long atr, long capacity) {
        byte[] bytes = HEX.parseHex(ATR);
        new Pointer(atr).write(0, bytes, 0, bytes.length);
        return new Status(code("status", handle), 0, protocol, bytes.length);
    }

    @Override
    public Count getAttrib(long handle, long attribute, long out, long capacity) {
        throw new AssertionError("the slot has no use for attributes");
    }
}
