// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.ccid.message.LittleEndian;
import org.openpinpad.ccid.pin.PinOperation;
import org.openpinpad.pcsc.part10.EntryValidation;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

/**
 * The pseudo-APDU {@code FF C2 01 xx} (PC/SC part 10, PPDU): part 10's features for PCs whose drivers offer none. What it
 * asks for is put into the structures of PC_to_RDR_Secure, so that there is one PIN entry.
 */
final class PinPpdu {

    /** ISO 7816-4 §5.6: the reader's own answers. */
    static final int SW_OK = 0x9000;

    static final int SW_WRONG_LENGTH = 0x6700;
    static final int SW_FUNCTION_NOT_SUPPORTED = 0x6A81;
    static final int SW_WRONG_P1_P2 = 0x6A86;
    /** Part 10 §2.5.1: a structure that the reader refuses. */
    static final int SW_BAD_STRUCTURE = 0x6B80;

    static final int SW_TIMEOUT = 0x6400;
    static final int SW_CANCELLED = 0x6401;

    private static final int HEADER = 4;
    private static final int CLA_INS = 0xFFC2;
    private static final int P1 = 0x01;
    private static final int FEATURE_LIST = 0x00;

    /** Bytes before abData in PIN_VERIFY and PIN_MODIFY; ulDataLength is the last four of them. */
    private static final int VERIFY_PREFIX = 19;

    private static final int MODIFY_PREFIX = 24;
    private static final int DATA_LENGTH = 4;
    /** bTimeOut, bTimeOut2 stand in front of what both structures have in common with CCID's. */
    private static final int TIME_OUTS = 2;

    private static final int NUMBER_MESSAGE = 11;
    private static final int MSG_INDEX_1 = 14;
    private static final int MSG_INDEXES = 3;
    private static final int BY_TRANSMIT = 2;
    private static final int DIGITS_MIN = 1;
    private static final int DIGITS_MAX = 127;
    private static final long APDU_DATA_MAX = 65_535;

    private final CcidDescriptor descriptor;
    private final ReaderIdentity identity;

    PinPpdu(CcidDescriptor descriptor, ReaderIdentity identity) {
        this.descriptor = descriptor;
        this.identity = identity;
    }

    /** Whether this command is one for here: FF C2 with four bytes at least. */
    static boolean isOne(ByteBuffer apdu) {
        int at = apdu.position();
        return apdu.remaining() >= HEADER && ((apdu.get(at) & 0xFF) << 8 | (apdu.get(at + 1) & 0xFF)) == CLA_INS;
    }

    /** The status word that ends it here, or {@link #SW_OK}. */
    int check(ByteBuffer apdu) {
        int at = apdu.position();
        if (apdu.get(at + 2) != P1) {
            return SW_WRONG_P1_P2;
        }
        if (!isListed(apdu.get(at + 3) & 0xFF)) {
            return SW_FUNCTION_NOT_SUPPORTED;
        }
        return body(apdu) == null ? SW_WRONG_LENGTH : SW_OK;
    }

    private boolean isListed(int p2) {
        return p2 == FEATURE_LIST || Feature.byTag(p2).filter(this::offers).isPresent();
    }

    private boolean offers(Feature feature) {
        return switch (feature) {
            case VERIFY_PIN_DIRECT -> (descriptor.pinSupport() & CcidDescriptor.PIN_VERIFICATION) != 0;
            case MODIFY_PIN_DIRECT -> (descriptor.pinSupport() & CcidDescriptor.PIN_MODIFICATION) != 0;
            case IFD_PIN_PROPERTIES, GET_TLV_PROPERTIES -> true;
            default -> false;
        };
    }

    /** Data of a checked command, of short length with or without Le; null when its length is wrong. */
    private static ByteBuffer body(ByteBuffer apdu) {
        int at = apdu.position();
        int length = apdu.remaining();
        if (length <= HEADER + 1) {
            return apdu.slice(at + HEADER, 0);
        }
        int lc = apdu.get(at + HEADER) & 0xFF;
        boolean fits = lc != 0 && (length == HEADER + 1 + lc || length == HEADER + 2 + lc);
        return fits ? apdu.slice(at + HEADER + 1, lc) : null;
    }

    /** Whether a checked command asks for a PIN. */
    static boolean asksForPin(ByteBuffer apdu) {
        int p2 = apdu.get(apdu.position() + 3);
        return p2 == Feature.VERIFY_PIN_DIRECT.tag() || p2 == Feature.MODIFY_PIN_DIRECT.tag();
    }

    /**
     * The request as abData of PC_to_RDR_Secure (CCID 1.1 §6.1.11).
     *
     * @param apdu a checked command that {@link #asksForPin}
     * @return null when the structure is too short or ulDataLength contradicts its length
     */
    static ByteBuffer secureData(ByteBuffer apdu) {
        boolean verifies = apdu.get(apdu.position() + 3) == Feature.VERIFY_PIN_DIRECT.tag();
        int prefix = verifies ? VERIFY_PREFIX : MODIFY_PREFIX;
        ByteBuffer structure = body(apdu);
        if (structure.remaining() < prefix
                || LittleEndian.u32(structure, prefix - DATA_LENGTH) != structure.remaining() - prefix) {
            return null;
        }
        ByteBuffer abData = ByteBuffer.allocate(structure.remaining());
        abData.put((byte) (verifies ? PinOperation.VERIFICATION : PinOperation.MODIFICATION));
        abData.put(structure.get(0)); // bTimeOut; CCID knows no second one
        if (verifies) {
            abData.put(structure.slice(TIME_OUTS, prefix - DATA_LENGTH - TIME_OUTS));
        } else {
            int indexes = messageIndexes(structure.get(NUMBER_MESSAGE) & 0xFF);
            int teo = MSG_INDEX_1 + MSG_INDEXES;
            abData.put(structure.slice(TIME_OUTS, MSG_INDEX_1 + indexes - TIME_OUTS));
            abData.put(structure.slice(teo, prefix - DATA_LENGTH - teo));
        }
        return abData.put(structure.slice(prefix, structure.remaining() - prefix))
                .flip();
    }

    /** How many bMsgIndex CCID has on the wire for this bNumberMessage. */
    private static int messageIndexes(int numberMessage) {
        return switch (numberMessage) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> MSG_INDEXES;
        };
    }

    /** Writes data and status word for a checked command that asks for no PIN. */
    void answer(ByteBuffer apdu, ByteBuffer out) {
        int p2 = apdu.get(apdu.position() + 3);
        if (p2 == FEATURE_LIST) {
            for (Feature feature : Feature.values()) {
                if (offers(feature)) {
                    out.put((byte) feature.tag());
                }
            }
        } else if (p2 == Feature.IFD_PIN_PROPERTIES.tag()) {
            new PinProperties(descriptor.lcdLayout(), EntryValidation.VALIDATION_KEY, false).write(out);
        } else {
            properties().write(out);
        }
        out.put((byte) (SW_OK >>> 8)).put((byte) SW_OK);
    }

    private TlvProperties properties() {
        Map<TlvProperty, Long> numbers = new EnumMap<>(TlvProperty.class);
        numbers.put(TlvProperty.LCD_LAYOUT, (long) descriptor.lcdLayout());
        numbers.put(TlvProperty.ENTRY_VALIDATION_CONDITION, (long) EntryValidation.VALIDATION_KEY);
        numbers.put(TlvProperty.TIME_OUT_2, 0L);
        numbers.put(TlvProperty.LCD_MAX_CHARACTERS, descriptor.lcdLayout() & 0xFFL);
        numbers.put(TlvProperty.LCD_MAX_LINES, (long) descriptor.lcdLayout() >>> 8);
        numbers.put(TlvProperty.MIN_PIN_SIZE, (long) DIGITS_MIN);
        numbers.put(TlvProperty.MAX_PIN_SIZE, (long) DIGITS_MAX);
        numbers.put(TlvProperty.PPDU_SUPPORT, (long) BY_TRANSMIT);
        numbers.put(TlvProperty.MAX_APDU_DATA_SIZE, APDU_DATA_MAX);
        numbers.put(TlvProperty.ID_VENDOR, (long) identity.vendorId());
        numbers.put(TlvProperty.ID_PRODUCT, (long) identity.productId());
        return new TlvProperties(numbers, Optional.of(identity.product()));
    }
}
