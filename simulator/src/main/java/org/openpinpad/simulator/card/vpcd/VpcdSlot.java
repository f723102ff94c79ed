// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.vpcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotResult;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.simulator.card.StatusWord;

/**
 * A slot whose card is a program of somebody else, spoken to as vsmartcard's vpcd does: {@code vicc}, jCardSim, a telephone.
 * It is in while it is connected. A second program waits, its connection open and nothing asked of it, and is the next card
 * when the first has gone.
 *
 * <p><b>A command can hold a PIN, and here it leaves the process</b>, as it is, for a program that may keep or show it, by a
 * connection that nobody checks and nothing hides. That is what a card in a slot is, too, but for the length of the wire:
 * hence the loopback address unless told otherwise. On our side no copy is made: it goes from the buffer that it lies in to
 * the kernel.
 */
public final class VpcdSlot implements CardSlot {

    /** Where vsmartcard's programs look for it: 0x8C7B. */
    public static final int PORT = 35_963;

    /** The shortest command (ISO 7816-4 §5.1); one byte would be taken for a {@link Control}. */
    private static final int MIN_COMMAND = 4;

    /**
     * How long a program may take; the protocol has no request for more time.
     *
     * @param power for a control message and for the ATR, in ms: jCardSim's sleeps for 3 s after it has connected
     * @param answer for a command, in ms: as long as the making of a key on a slow machine
     */
    record Limits(long power, long answer) {
        static final Limits USUAL = new Limits(10_000, 120_000);
    }

    private final ServerSocketChannel server;
    private final Limits limits;
    private final ByteBuffer atrIn = ByteBuffer.allocateDirect(Atr.MAX_LENGTH);
    private final Object lock = new Object();

    private PresenceListener listener = present -> {};
    private CardProgram card;
    /** The card that is powered, if it is still the one in the slot. */
    private CardProgram powered;

    private VpcdSlot(ServerSocketChannel server, Limits limits) {
        this.server = server;
        this.limits = limits;
    }

    /** A slot that a program can connect to from now on. */
    public static VpcdSlot open(InetSocketAddress address) throws IOException {
        return open(address, Limits.USUAL);
    }

    static VpcdSlot open(InetSocketAddress address, Limits limits) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(address, 1);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "The slot for card programs cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + " (" + e.getMessage() + ").",
                    e);
        }
        VpcdSlot slot = new VpcdSlot(server, limits);
        Thread thread = new Thread(slot::serve, "vpcd");
        thread.setDaemon(true);
        thread.start();
        return slot;
    }

    /** The port that it listens on. */
    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept();
                    CardProgram program = new CardProgram(channel)) {
                put(program);
                if (server.isOpen()) {
                    program.listen();
                }
            } catch (IOException e) {
                // This program had gone before it was in, or the slot is closed: then the loop ends.
            } finally {
                put(null);
            }
        }
    }

    private void put(CardProgram program) {
        boolean changed;
        PresenceListener told;
        synchronized (lock) {
            changed = (card == null) != (program == null);
            card = program;
            powered = null;
            told = listener;
        }
        if (changed) {
            told.presence(program != null); // Outside the lock: the listener may ask the slot.
        }
    }

    @Override
    public boolean present() {
        synchronized (lock) {
            return card != null;
        }
    }

    @Override
    public void listen(PresenceListener listener) {
        synchronized (lock) {
            this.listener = listener;
        }
    }

    /** Off and on again, so that the reset is a cold one for whoever makes a difference. */
    @Override
    public SlotResult powerOn(ByteBuffer atr) {
        powerOff();
        CardProgram program = inSlot();
        if (program == null || !program.tell(Control.POWER_ON.content(), limits.power())) {
            return SlotResult.ABSENT;
        }
        SlotResult result = program.ask(Control.GET_ATR.content(), atrIn.clear(), limits.power());
        if (result == SlotResult.DONE) {
            result = AtrCheck.of(atrIn.flip());
        }
        if (result == SlotResult.DONE && atrIn.remaining() > atr.remaining()) {
            result = SlotResult.OVERRUN;
        }
        if (result != SlotResult.DONE) {
            program.tell(Control.POWER_OFF.content(), limits.power());
            return result;
        }
        synchronized (lock) {
            if (card != program) {
                return SlotResult.ABSENT;
            }
            powered = program;
        }
        atr.put(atrIn);
        return SlotResult.DONE;
    }

    @Override
    public void powerOff() {
        CardProgram off;
        synchronized (lock) {
            off = powered;
            powered = null;
        }
        if (off != null) {
            off.tell(Control.POWER_OFF.content(), limits.power());
        }
    }

    /** Answers 6700 itself to what is no command, or longer than a message. */
    @Override
    public SlotResult transmit(ByteBuffer command, ByteBuffer response) {
        CardProgram program;
        synchronized (lock) {
            if (powered == null) {
                return card == null ? SlotResult.ABSENT : SlotResult.MUTE;
            }
            program = powered;
        }
        if (response.remaining() < 2) {
            return SlotResult.OVERRUN;
        }
        if (command.remaining() < MIN_COMMAND || command.remaining() > CardProgram.MAX_MESSAGE) {
            StatusWord.put(response, StatusWord.WRONG_LENGTH);
            return SlotResult.DONE;
        }
        int begin = response.position();
        SlotResult result = program.ask(command, response, limits.answer());
        return result == SlotResult.DONE && response.position() - begin < 2 ? SlotResult.MUTE : result;
    }

    private CardProgram inSlot() {
        synchronized (lock) {
            return card;
        }
    }

    /** The card is out, and no program can connect any more. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CardProgram program = inSlot(); // One that comes later sees that the slot is closed.
        if (program != null) {
            program.close();
        }
    }
}
