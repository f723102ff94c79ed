// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The historical bytes of an ATR (ISO/IEC 7816-4:2013 §12.1.1).
 *
 * @param form what the category indicator byte says
 * @param objects the COMPACT-TLV data objects in their order, the status indicator left out
 * @param status the status indicator
 * @param whole whether everything that the form and the lengths announce is there; what is not is left out
 */
public record HistoricalBytes(Form form, List<DataObject> objects, Optional<Status> status, boolean whole) {

    /** What the category indicator byte, the first one, says of the others (§12.1.1). */
    public enum Form {
        /** There are no historical bytes. */
        NONE,
        /** 00: data objects, then three bytes of status indicator. */
        STATUS_BEHIND,
        /** 10: a DIR data reference. */
        DIR_REFERENCE,
        /** 80: data objects, a status indicator may be one of them. */
        OBJECTS,
        /** 81 to 8F. */
        RESERVED,
        /** Everything else. */
        PROPRIETARY
    }

    /**
     * A COMPACT-TLV data object (§12.1.1); its BER-TLV tag is 40 plus this one.
     *
     * @param tag 0 to 15
     */
    public record DataObject(int tag, ByteBuffer value) {}

    /**
     * The status indicator (§12.1.1).
     *
     * @param lifeCycle life cycle status, {@link Atr#NO_BYTE} when not given
     * @param statusWord SW1 SW2, {@link Atr#NO_BYTE} when not given
     */
    public record Status(int lifeCycle, int statusWord) {}

    /** Card service data (§12.1.1): one byte. */
    public static final int CARD_SERVICE_DATA = 3;
    /** Card capabilities (§12.1.1): one to three bytes. */
    public static final int CARD_CAPABILITIES = 7;

    private static final int STATUS_INDICATOR = 8;
    private static final int STATUS_LENGTH = 3;

    /** Reads them all, from position to limit. */
    public static HistoricalBytes of(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate();
        if (!in.hasRemaining()) {
            return without(Form.NONE, true);
        }
        int category = in.get() & 0xFF;
        return switch (category) {
            case 0x00 -> statusBehind(in);
            case 0x10 -> without(Form.DIR_REFERENCE, in.hasRemaining());
            case 0x80 -> objects(in);
            default -> without((category & 0xF0) == 0x80 ? Form.RESERVED : Form.PROPRIETARY, true);
        };
    }

    private static HistoricalBytes without(Form form, boolean whole) {
        return new HistoricalBytes(form, List.of(), Optional.empty(), whole);
    }

    private static HistoricalBytes statusBehind(ByteBuffer in) {
        int end = in.limit() - STATUS_LENGTH;
        if (end < in.position()) {
            return without(Form.STATUS_BEHIND, false);
        }
        Optional<Status> status = status(in.slice(end, STATUS_LENGTH));
        List<DataObject> objects = new ArrayList<>();
        boolean whole = read(in.limit(end), objects);
        return new HistoricalBytes(Form.STATUS_BEHIND, List.copyOf(objects), status, whole);
    }

    private static HistoricalBytes objects(ByteBuffer in) {
        List<DataObject> objects = new ArrayList<>();
        boolean whole = read(in, objects);
        Optional<Status> status = objects.stream()
                .filter(object -> object.tag == STATUS_INDICATOR)
                .findFirst()
                .flatMap(object -> status(object.value));
        objects.removeIf(object -> object.tag == STATUS_INDICATOR);
        return new HistoricalBytes(Form.OBJECTS, List.copyOf(objects), status, whole);
    }

    /** Reads data objects as far as they are there; whether that is to the end. */
    private static boolean read(ByteBuffer in, List<DataObject> objects) {
        while (in.hasRemaining()) {
            int head = in.get() & 0xFF;
            int length = head & 0x0F;
            if (in.remaining() < length) {
                return false;
            }
            objects.add(new DataObject(head >>> 4, in.slice(in.position(), length)));
            in.position(in.position() + length);
        }
        return true;
    }

    /** One byte: life cycle; two: SW1 SW2; three: both. */
    private static Optional<Status> status(ByteBuffer value) {
        return switch (value.remaining()) {
            case 1 -> Optional.of(new Status(value.get(0) & 0xFF, Atr.NO_BYTE));
            case 2 -> Optional.of(new Status(Atr.NO_BYTE, value.getShort(0) & 0xFFFF));
            case STATUS_LENGTH -> Optional.of(new Status(value.get(0) & 0xFF, value.getShort(1) & 0xFFFF));
            default -> Optional.empty();
        };
    }

    /** The value of the first object with this tag. */
    public Optional<ByteBuffer> value(int tag) {
        return objects.stream()
                .filter(object -> object.tag == tag)
                .map(DataObject::value)
                .findFirst();
    }
}
