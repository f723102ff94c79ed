// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.nio.ByteBuffer;

/** A block of T=1 (ISO/IEC 7816-3 §11.3) that the card sent, looked at in the buffer that it came in. */
final class T1Block {

    /** What kind of block it is, or why it is none. */
    enum Kind {
        INFORMATION,
        READY,
        RESYNCH_RESPONSE,
        IFS_REQUEST,
        IFS_RESPONSE,
        ABORT_REQUEST,
        WTX_REQUEST,
        /** Its length or its error detection code is wrong: not what the card sent. */
        GARBLED,
        /** It came as the card sent it, and is none of the standard's. */
        INVALID
    }

    /** NAD, PCB, LEN. */
    static final int PROLOGUE = 3;

    /** The longest information field. */
    static final int MOST_INFORMATION = 254;

    /** The longest block: prologue, information field, CRC. */
    static final int LONGEST = PROLOGUE + MOST_INFORMATION + 2;

    /** Node addresses are not used (§11.3.2.1): both ways 0. */
    static final byte NAD = 0;

    /** Bits 8 and 4 told of a programming voltage once, and are not looked at. */
    private static final int ADDRESSES = 0x77;

    // PCB, §11.3.2.2
    static final int SEQUENCE_OF_I = 0x40;
    static final int MORE = 0x20;
    static final int READY = 0x80;
    static final int SEQUENCE_OF_R = 0x10;
    static final int ERROR_IN_CODE = 0x01;
    static final int ERROR_ELSEWHERE = 0x02;
    static final int RESYNCH = 0xC0;
    static final int IFS = 0xC1;
    static final int ABORT = 0xC2;
    static final int WTX = 0xC3;
    static final int RESPONSE = 0x20;

    private static final int PCB_AT = 1;
    private static final int LEN_AT = 2;
    private static final int TYPE = 0xC0;
    private static final int SUPERVISORY = 0xC0;
    private static final int UNUSED_IN_I = 0x1F;
    private static final int UNUSED_IN_R = 0x20;
    private static final int ERROR_IN_R = 0x0F;

    private final Epilogue epilogue;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int pcb;
    private int length;

    T1Block(Epilogue epilogue) {
        this.epilogue = epilogue;
    }

    /** Looks at a block from position to limit. */
    Kind read(ByteBuffer block) {
        bytes = block;
        int at = block.position();
        if (block.remaining() < PROLOGUE + epilogue.length()) {
            return Kind.GARBLED;
        }
        pcb = block.get(at + PCB_AT) & 0xFF;
        length = block.get(at + LEN_AT) & 0xFF;
        if (block.remaining() != PROLOGUE + length + epilogue.length() || !epilogue.agrees(block)) {
            return Kind.GARBLED;
        }
        if ((block.get(at) & ADDRESSES) != NAD || length > MOST_INFORMATION) {
            return Kind.INVALID;
        }
        return switch (pcb & TYPE) {
            case READY -> ready();
            case SUPERVISORY -> supervisory();
            default -> (pcb & UNUSED_IN_I) == 0 ? Kind.INFORMATION : Kind.INVALID;
        };
    }

    private Kind ready() {
        boolean valid = length == 0 && (pcb & UNUSED_IN_R) == 0 && (pcb & ERROR_IN_R) <= ERROR_ELSEWHERE;
        return valid ? Kind.READY : Kind.INVALID;
    }

    private Kind supervisory() {
        Kind kind = switch (pcb) {
            case RESYNCH | RESPONSE -> Kind.RESYNCH_RESPONSE;
            case IFS -> Kind.IFS_REQUEST;
            case IFS | RESPONSE -> Kind.IFS_RESPONSE;
            case ABORT -> Kind.ABORT_REQUEST;
            case WTX -> Kind.WTX_REQUEST;
            default -> Kind.INVALID; // and those that only the interface device sends, or that nobody asked for
        };
        boolean withValue = kind == Kind.IFS_REQUEST || kind == Kind.IFS_RESPONSE || kind == Kind.WTX_REQUEST;
        return length == (withValue ? 1 : 0) ? kind : Kind.INVALID;
    }

    /** N(S) of an I-block, 0 or 1. */
    int sendSequence() {
        return (pcb & SEQUENCE_OF_I) == 0 ? 0 : 1;
    }

    /** N(R) of an R-block, 0 or 1. */
    int receiveSequence() {
        return (pcb & SEQUENCE_OF_R) == 0 ? 0 : 1;
    }

    /** The M-bit of an I-block: another one follows. */
    boolean more() {
        return (pcb & MORE) != 0;
    }

    /** The one byte of S(IFS) and S(WTX). */
    int value() {
        return bytes.get(bytes.position() + PROLOGUE) & 0xFF;
    }

    /** LEN. */
    int length() {
        return length;
    }

    /** Copies the information field to the position of a buffer that has room for it. */
    void copyInformation(ByteBuffer to) {
        to.put(to.position(), bytes, bytes.position() + PROLOGUE, length);
        to.position(to.position() + length);
    }
}
