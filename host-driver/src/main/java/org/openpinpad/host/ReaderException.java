// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

/** A reader cannot be used. The message is one sentence for the user: what is wrong and, where one is known, the cure. */
public final class ReaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kept the reader from being used. */
    public enum Kind {
        /** The PC/SC service, or the USB library, is not there. */
        NO_SERVICE,
        /** No reader, or none by that name. */
        NO_READER,
        /** The reader has no card. */
        NO_CARD,
        /** Another program has the reader. */
        BUSY,
        /** This user may not open the device. */
        NO_PERMISSION,
        /** The reader was pulled out. */
        GONE,
        /** The reader did not answer in time. */
        TIMEOUT,
        /** The reader answered with something that its protocol does not know. */
        PROTOCOL,
        /** The reader, or its driver, cannot do this. */
        UNSUPPORTED,
        /** Anything else between here and the reader. */
        IO
    }

    private final Kind kind;

    /** A sentence and its kind. */
    public ReaderException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    /** A sentence, its kind, and what caused it. */
    public ReaderException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    /** What kept the reader from being used. */
    public Kind kind() {
        return kind;
    }
}
