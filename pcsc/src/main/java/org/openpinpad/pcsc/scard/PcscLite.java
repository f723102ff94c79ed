// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@link SCard} by JNA's direct mapping of pcsc-lite. There LONG, DWORD, SCARDCONTEXT and SCARDHANDLE are a C {@code long},
 * which on 64-bit Linux has the 8 bytes of Java's. An array of one {@code long} is a pointer to a DWORD.
 */
final class PcscLite implements SCard {

    private static final String LIBRARY = "libpcsclite.so.1";
    private static final int DWORD = 8;
    private static final long SCOPE_SYSTEM = 2;

    /** Readers may come between the question how long their names are and the one for the names. */
    private static final int LIST_TRIES = 3;

    private final IoRequest t0 = new IoRequest(Protocol.T0);
    private final IoRequest t1 = new IoRequest(Protocol.T1);
    private final IoRequest raw = new IoRequest(Protocol.RAW);

    private PcscLite() {}

    static SCard load() throws ScardUnavailable {
        if (!Platform.isLinux() || Native.LONG_SIZE != DWORD || Native.POINTER_SIZE != DWORD) {
            throw new ScardUnavailable(
                    "Card readers of the PC/SC service cannot be used, for this program knows it only on"
                            + " 64-bit Linux; run it there.");
        }
        try {
            C.register();
        } catch (UnsatisfiedLinkError e) {
            throw new ScardUnavailable("Card readers of the PC/SC service cannot be used, for its library " + LIBRARY
                    + " is not installed; install it and the service: apt install libpcsclite1 pcscd.");
        }
        return new PcscLite();
    }

    @Override
    public Handle establishContext() {
        long[] context = {0};
        return new Handle(ScardCode.of(C.SCardEstablishContext(SCOPE_SYSTEM, 0, 0, context)), context[0]);
    }

    @Override
    public ScardCode releaseContext(long context) {
        return ScardCode.of(C.SCardReleaseContext(context));
    }

    @Override
    public Readers listReaders(long context) {
        ScardCode code = ScardCode.E_INSUFFICIENT_BUFFER;
        for (int i = 0; i < LIST_TRIES && code == ScardCode.E_INSUFFICIENT_BUFFER; i++) {
            long[] length = {0};
            code = ScardCode.of(C.SCardListReaders(context, null, null, length));
            if (!code.isSuccess()) {
                break;
            }
            byte[] names = new byte[(int) length[0]];
            code = ScardCode.of(C.SCardListReaders(context, null, names, length));
            if (code.isSuccess()) {
                return new Readers(code, names(names, (int) length[0]));
            }
        }
        // To have none is no failure.
        return new Readers(code == ScardCode.E_NO_READERS_AVAILABLE ? ScardCode.S_SUCCESS : code, List.of());
    }

    /** Each name ends with a zero, the last one with two. */
    static List<String> names(byte[] multiString, int length) {
        String text = new String(multiString, 0, length, StandardCharsets.UTF_8);
        return Stream.of(text.split("\0", -1)).filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public Connection connect(long context, String reader, Sharing sharing, long protocols) {
        long[] card = {0};
        long[] protocol = {0};
        byte[] name = (reader + "\0").getBytes(StandardCharsets.UTF_8);
        long code = C.SCardConnect(context, name, sharing.dword(), protocols, card, protocol);
        return new Connection(ScardCode.of(code), card[0], Protocol.of(protocol[0]));
    }

    @Override
    public Connection reconnect(long card, Sharing sharing, long protocols, Disposition first) {
        long[] protocol = {0};
        long code = C.SCardReconnect(card, sharing.dword(), protocols, first.dword(), protocol);
        return new Connection(ScardCode.of(code), card, Protocol.of(protocol[0]));
    }

    @Override
    public ScardCode disconnect(long card, Disposition last) {
        return ScardCode.of(C.SCardDisconnect(card, last.dword()));
    }

    @Override
    public Count transmit(long card, Protocol protocol, long command, long length, long response, long capacity) {
        IoRequest request = switch (protocol) {
            case T0 -> t0;
            case T1 -> t1;
            case RAW, UNDEFINED -> raw;
        };
        long[] came = {capacity};
        long code = C.SCardTransmit(card, request.address(), command, length, 0, response, came);
        return new Count(ScardCode.of(code), came[0]);
    }

    @Override
    public Count control(long card, long controlCode, long in, long inLength, long out, long outCapacity) {
        long[] came = {0};
        long code = C.SCardControl(card, controlCode, in, inLength, out, outCapacity, came);
        return new Count(ScardCode.of(code), came[0]);
    }

    @Override
    public ScardCode getStatusChange(long context, long timeoutMs, ReaderStates readers) {
        return ScardCode.of(C.SCardGetStatusChange(context, timeoutMs, readers.address(), readers.count()));
    }

    @Override
    public ScardCode cancel(long context) {
        return ScardCode.of(C.SCardCancel(context));
    }

    @Override
    public ScardCode beginTransaction(long card) {
        return ScardCode.of(C.SCardBeginTransaction(card));
    }

    @Override
    public ScardCode endTransaction(long card, Disposition last) {
        return ScardCode.of(C.SCardEndTransaction(card, last.dword()));
    }

    @Override
    public Status status(long card, long atr, long capacity) {
        long[] nameLength = {0};
        long[] state = {0};
        long[] protocol = {0};
        long[] atrLength = {capacity};
        long code = C.SCardStatus(card, 0, nameLength, state, protocol, atr, atrLength);
        return new Status(ScardCode.of(code), state[0], Protocol.of(protocol[0]), atrLength[0]);
    }

    @Override
    public Count getAttrib(long card, long attribute, long out, long capacity) {
        long[] length = {capacity};
        long code = C.SCardGetAttrib(card, attribute, out, length);
        return new Count(ScardCode.of(code), length[0]);
    }

    private static final class C {
        private static boolean registered;

        static synchronized void register() {
            if (!registered) {
                Native.register(C.class, LIBRARY);
                registered = true;
            }
        }

        static native long SCardEstablishContext(long scope, long reserved1, long reserved2, long[] context);

        static native long SCardReleaseContext(long context);

        static native long SCardListReaders(long context, byte[] groups, byte[] readers, long[] length);

        static native long SCardConnect(
                long context, byte[] reader, long sharing, long protocols, long[] card, long[] protocol);

        static native long SCardReconnect(
                long card, long sharing, long protocols, long initialization, long[] protocol);

        static native long SCardDisconnect(long card, long disposition);

        static native long SCardTransmit(
                long card, long sendPci, long command, long length, long receivePci, long response, long[] came);

        static native long SCardControl(
                long card, long code, long in, long inLength, long out, long outCapacity, long[] came);

        static native long SCardGetStatusChange(long context, long timeoutMs, long states, long count);

        static native long SCardCancel(long context);

        static native long SCardBeginTransaction(long card);

        static native long SCardEndTransaction(long card, long disposition);

        static native long SCardStatus(
                long card, long names, long[] nameLength, long[] state, long[] protocol, long atr, long[] atrLength);

        static native long SCardGetAttrib(long card, long attribute, long out, long[] length);
    }
}
