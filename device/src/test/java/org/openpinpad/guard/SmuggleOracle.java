// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A card that takes a PIN in any way that a card might, written from ISO 7816 and not from the filter: given the commands
 * that passed, it says whether one of its readings of them is reference data with a body. How far its good will goes is a
 * set of {@link Trick}s.
 */
final class SmuggleOracle {

    /** Something that a card may do with what it gets. */
    enum Trick {
        /** Joins the parts of a chain and goes by the last part's header (ISO 7816-4 §5.3.3), whatever the class and INS. */
        LAST_HEADER,
        /** Joins the parts of a chain and goes by the first part's header. */
        FIRST_HEADER,
        /** Carries out what is in an ENVELOPE (§11.8.2), even one in another. */
        ENVELOPE,
        /** T=0: takes a header with P3 for the beginning of a body that comes with the next commands (ISO 7816-3 §10.3.2). */
        SPLIT_AT_P3,
        /** T=0: takes bytes behind a command, as its Lc tells its end, for the next one. */
        TRAILING_BYTES,
        /** OpenPGP's objects that set a PIN, by PUT DATA. */
        PUT_DATA,

        /** LAST_HEADER and FIRST_HEADER for PUT DATA too. */
        CHAINED_PUT_DATA,
        /** LAST_HEADER and FIRST_HEADER for ENVELOPE too. */
        CHAINED_ENVELOPE,
        /** Joins what is in consecutive ENVELOPEs, up to one without data (§11.8.2). */
        ENVELOPES_JOINED,
        /** SPLIT_AT_P3 for PUT DATA and ENVELOPE too. */
        SPLIT_OTHERS,
        /** Ends a chain only by its own class, INS, P1 and P2, or by SELECT of its own class. */
        STUBBORN_CHAIN,
        /** T=0: an extended command lies on the line as it is, and the card sees a P3 of 0. */
        EXTENDED_IN_THE_RAW
    }

    /** What decision 9 promises to withstand; how an extended command is sent to a T=0 card is the slot's affair. */
    static final Set<Trick> WITHSTOOD = EnumSet.complementOf(EnumSet.of(Trick.EXTENDED_IN_THE_RAW));

    private static final int CHAINING = 0x10;
    private static final int SELECT = 0xA4;
    private static final int ENVELOPE = 0xC2;
    private static final int PUT_DATA = 0xDA;
    private static final int PUT_DATA_ODD = 0xDB;
    private static final int RESETTING_CODE = 0xD3;
    private static final int KDF = 0xF9;
    private static final byte[] KDF_NONE = {(byte) 0x81, 0x01, 0x00};
    private static final byte[] DIGIT = {0x31};
    private static final int MORE_THAN_ANY_BODY = 70_000;

    private final Set<Trick> tricks;
    private final ByteArrayOutputStream chain = new ByteArrayOutputStream();
    private final ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    /** Header of the chain's first part; null when there is no chain. */
    private byte[] first;

    /** INS of the chain's latest part. */
    private int lastIns;

    /** This command's data are not the first of its chain: a key's import goes on with any byte. */
    private boolean goesOn;

    /** A header whose body is to come. */
    private byte[] split;

    private int splitMissing;

    SmuggleOracle(Set<Trick> tricks) {
        this.tricks = tricks;
    }

    private boolean plays(Trick trick) {
        return tricks.contains(trick);
    }

    /**
     * The card gets a command, which has the form of one, and answers it; a status word of 0 stands for no answer.
     *
     * @return the reading in which it carries reference data
     */
    Optional<String> gets(byte[] command, int statusWord) {
        goesOn = first != null && chain.size() > 0 && Arrays.equals(command, 1, 4, first, 1, 4);
        Optional<String> found = readAfterSplit(command).or(() -> read(command, "alone", 0));
        if (found.isEmpty()) {
            found = readChain(command, body(command));
            endChain(command, statusWord);
            noteSplit(command);
        }
        return found;
    }

    private Optional<String> readAfterSplit(byte[] command) {
        if (split == null) {
            return Optional.empty();
        }
        byte[] joined = concat(split, command);
        splitMissing -= command.length;
        split = splitMissing > 0 ? joined : null;
        return splitMissing <= 0 ? read(joined, "split at P3", 1) : Optional.empty();
    }

    private Optional<String> read(byte[] command, String how, int depth) {
        if (command.length < 4 || u8(command, 0) == 0xFF || depth > 3) {
            return Optional.empty();
        }
        byte[] body = body(command);
        if (isReferenceData(command, body)) {
            return Optional.of(how + ": " + Table.hex(command));
        }
        return readTrailing(command, depth).or(() -> readEnvelope(command, body, depth));
    }

    private boolean isReferenceData(byte[] header, byte[] body) {
        return switch (u8(header, 1)) {
            case 0x20, 0x21, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2C, 0x2D -> body.length > 0;
            case PUT_DATA, PUT_DATA_ODD -> plays(Trick.PUT_DATA) && setsPin(header, body);
            default -> false;
        };
    }

    private boolean setsPin(byte[] header, byte[] body) {
        if (body.length == 0) {
            return false;
        }
        boolean resettingCode = u8(header, 2) == 0 && u8(header, 3) == RESETTING_CODE;
        boolean kdf = u8(header, 2) == 0 && u8(header, 3) == KDF && !Arrays.equals(body, KDF_NONE);
        boolean inBody =
                !goesOn && u8(header, 1) == PUT_DATA_ODD && (u8(body, 0) == RESETTING_CODE || u8(body, 0) == KDF);
        return resettingCode || kdf || inBody;
    }

    private Optional<String> readTrailing(byte[] command, int depth) {
        int length = plays(Trick.EXTENDED_IN_THE_RAW) && isExtended(command) ? 5 : lengthByLc(command);
        return plays(Trick.TRAILING_BYTES) && command.length >= length + 4
                ? read(Arrays.copyOfRange(command, length, command.length), "trailing bytes", depth + 1)
                : Optional.empty();
    }

    private Optional<String> readEnvelope(byte[] command, byte[] body, int depth) {
        if (!isEnvelope(command)) {
            return Optional.empty();
        }
        if (plays(Trick.ENVELOPES_JOINED) && depth == 0) {
            envelope.writeBytes(body);
            if (body.length == 0) {
                byte[] joined = envelope.toByteArray();
                envelope.reset();
                return read(joined, "joined envelopes", 1);
            }
        }
        return plays(Trick.ENVELOPE) ? read(body, "envelope", depth + 1) : Optional.empty();
    }

    private Optional<String> readChain(byte[] command, byte[] body) {
        if (isPart(command)) {
            lastIns = u8(command, 1);
            if (first == null || !plays(Trick.STUBBORN_CHAIN)) {
                first = first == null ? Arrays.copyOf(command, 4) : first;
                chain.writeBytes(body);
            }
            return Optional.empty();
        }
        if (first == null) {
            return Optional.empty();
        }
        byte[] whole = concat(chain.toByteArray(), body);
        Optional<String> found = plays(Trick.LAST_HEADER) ? chained(command, whole, "last") : Optional.<String>empty();
        return found.isEmpty() && plays(Trick.FIRST_HEADER) ? chained(first, whole, "first") : found;
    }

    private Optional<String> chained(byte[] header, byte[] whole, String which) {
        boolean putsData = (u8(header, 1) & 0xFE) == PUT_DATA;
        if (isReferenceData(header, whole) && (!putsData || plays(Trick.CHAINED_PUT_DATA))) {
            return Optional.of("chain with this " + which + " header: " + Table.hex(header) + " " + Table.hex(whole));
        }
        return isEnvelope(header) && plays(Trick.CHAINED_ENVELOPE)
                ? read(whole, "envelope of a chain", 1)
                : Optional.empty();
    }

    private void endChain(byte[] command, int statusWord) {
        if (first == null || statusWord == 0) {
            return;
        }
        boolean part = isPart(command);
        boolean selected = u8(command, 1) == SELECT && succeeded(statusWord >>> 8) && !part;
        boolean sameClass = (u8(command, 0) & ~CHAINING) == (u8(first, 0) & ~CHAINING);
        boolean same = sameClass && Arrays.equals(command, 1, 4, first, 1, 4);
        boolean ends = part ? statusWord != 0x9000 : u8(command, 1) == lastIns;
        boolean stubbornly = plays(Trick.STUBBORN_CHAIN);
        if ((ends && (same || !stubbornly)) || (selected && (sameClass || !stubbornly))) {
            forgetChain();
        }
    }

    private void noteSplit(byte[] command) {
        boolean other = isEnvelope(command) || (u8(command, 1) & 0xFE) == PUT_DATA;
        boolean takesBody = isReferenceData(command, DIGIT) || (other && plays(Trick.SPLIT_OTHERS));
        if (plays(Trick.SPLIT_AT_P3)
                && takesBody
                && split == null
                && command.length == 5
                && u8(command, 4) != 0
                && (!other || plays(Trick.SPLIT_OTHERS))) {
            split = command;
            splitMissing = u8(command, 4);
        }
    }

    private static boolean isPart(byte[] command) {
        return (u8(command, 0) & CHAINING) != 0;
    }

    private static boolean isEnvelope(byte[] command) {
        return (u8(command, 1) & 0xFE) == ENVELOPE;
    }

    private static boolean succeeded(int sw1) {
        return sw1 == 0x90 || (sw1 >= 0x61 && sw1 <= 0x63);
    }

    private void forgetChain() {
        chain.reset();
        first = null;
    }

    /** What a card takes for the body: as much as there is of what Lc tells. */
    private static byte[] body(byte[] command) {
        int at = bodyAt(command);
        return at >= command.length
                ? new byte[0]
                : Arrays.copyOfRange(command, at, Math.min(command.length, lengthByLc(command)));
    }

    private static boolean isExtended(byte[] command) {
        return command.length > 7 && command[4] == 0;
    }

    private static int bodyAt(byte[] command) {
        return isExtended(command) ? 7 : 5;
    }

    private static int lengthByLc(byte[] command) {
        if (command.length <= 5 || (command.length <= 7 && command[4] == 0)) {
            return Math.min(command.length, 5);
        }
        return isExtended(command) ? 7 + (u8(command, 5) << 8 | u8(command, 6)) : 5 + u8(command, 4);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        if (one.length + other.length > MORE_THAN_ANY_BODY) {
            return other;
        }
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }
}
