// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.ccid.descriptor;

import static org.openpinpad.ccid.message.LittleEndian.put16;
import static org.openpinpad.ccid.message.LittleEndian.put32;
import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u32;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The 54 bytes that say what a reader can do (CCID 1.1 §5.1), fields in their order on the wire.
 *
 * @param bcdCcid release of the specification, 0110h for 1.1
 * @param maxSlotIndex highest slot number
 * @param voltageSupport bit 0 5 V, bit 1 3 V, bit 2 1.8 V
 * @param protocols bit 0 T=0, bit 1 T=1
 * @param defaultClock kHz
 * @param maximumClock kHz
 * @param numClockSupported words that GET_CLOCK_FREQUENCIES returns
 * @param dataRate bit/s
 * @param maxDataRate bit/s
 * @param numDataRatesSupported words that GET_DATA_RATES returns
 * @param maxIfsd T=1 information field size of the reader
 * @param synchProtocols 0 here: no synchronous cards
 * @param mechanical 0 here: nothing moves
 * @param features {@link Features}
 * @param maxCcidMessageLength longest bulk message, header included, bytes
 * @param classGetResponse class byte of GET RESPONSE at the APDU levels, FFh: as the command
 * @param classEnvelope class byte of ENVELOPE, FFh: as the command
 * @param lcdLayout lines in the high byte, characters per line in the low byte, 0: no display
 * @param pinSupport bit 0 verification, bit 1 modification
 * @param maxCcidBusySlots slots that can be busy at a time
 */
public record CcidDescriptor(
        int bcdCcid,
        int maxSlotIndex,
        int voltageSupport,
        long protocols,
        long defaultClock,
        long maximumClock,
        int numClockSupported,
        long dataRate,
        long maxDataRate,
        int numDataRatesSupported,
        long maxIfsd,
        long synchProtocols,
        long mechanical,
        long features,
        long maxCcidMessageLength,
        int classGetResponse,
        int classEnvelope,
        int lcdLayout,
        int pinSupport,
        int maxCcidBusySlots) {

    /** bLength. */
    public static final int LENGTH = 54;
    /** bDescriptorType of the functional descriptor. */
    public static final int TYPE = 0x21;

    /** bPINSupport bit 0. */
    public static final int PIN_VERIFICATION = 1;
    /** bPINSupport bit 1. */
    public static final int PIN_MODIFICATION = 2;

    /** Writes the descriptor at the buffer's position. */
    public void write(ByteBuffer out) {
        int at = out.position();
        out.put(at, (byte) LENGTH).put(at + 1, (byte) TYPE);
        put16(out, at + 2, bcdCcid);
        out.put(at + 4, (byte) maxSlotIndex).put(at + 5, (byte) voltageSupport);
        put32(out, at + 6, protocols);
        put32(out, at + 10, defaultClock);
        put32(out, at + 14, maximumClock);
        out.put(at + 18, (byte) numClockSupported);
        put32(out, at + 19, dataRate);
        put32(out, at + 23, maxDataRate);
        out.put(at + 27, (byte) numDataRatesSupported);
        put32(out, at + 28, maxIfsd);
        put32(out, at + 32, synchProtocols);
        put32(out, at + 36, mechanical);
        put32(out, at + 40, features);
        put32(out, at + 44, maxCcidMessageLength);
        out.put(at + 48, (byte) classGetResponse).put(at + 49, (byte) classEnvelope);
        put16(out, at + 50, lcdLayout);
        out.put(at + 52, (byte) pinSupport).put(at + 53, (byte) maxCcidBusySlots);
        out.position(at + LENGTH);
    }

    /** Reads a descriptor from position to limit; empty when length or type are not those of §5.1. */
    public static Optional<CcidDescriptor> parse(ByteBuffer in) {
        int at = in.position();
        if (in.remaining() < LENGTH || u8(in, at) != LENGTH || u8(in, at + 1) != TYPE) {
            return Optional.empty();
        }
        return Optional.of(new CcidDescriptor(
                u16(in, at + 2),
                u8(in, at + 4),
                u8(in, at + 5),
                u32(in, at + 6),
                u32(in, at + 10),
                u32(in, at + 14),
                u8(in, at + 18),
                u32(in, at + 19),
                u32(in, at + 23),
                u8(in, at + 27),
                u32(in, at + 28),
                u32(in, at + 32),
                u32(in, at + 36),
                u32(in, at + 40),
                u32(in, at + 44),
                u8(in, at + 48),
                u8(in, at + 49),
                u16(in, at + 50),
                u8(in, at + 52),
                u8(in, at + 53)));
    }
}
