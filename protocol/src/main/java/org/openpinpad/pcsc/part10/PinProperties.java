// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import static org.openpinpad.ccid.message.LittleEndian.u16;
import static org.openpinpad.ccid.message.LittleEndian.u8;

import java.nio.ByteBuffer;

/**
 * {@code PIN_PROPERTIES}: the answer to {@link Feature#IFD_PIN_PROPERTIES} (PC/SC part 10 §2.5.5).
 *
 * @param lcdLayout wLcdLayout: lines in the high byte, characters a line in the low; 0 is no display
 * @param entryValidation bEntryValidationCondition: the {@link EntryValidation} bits that the reader can do; 0 says
 *     nothing
 * @param timeOut2 bTimeOut2: whether the reader tells the two timeouts apart
 */
public record PinProperties(int lcdLayout, int entryValidation, boolean timeOut2) {

    /** Bytes on the wire. */
    public static final int LENGTH = 4;

    /** Lines of the display; 0 when there is none. */
    public int lcdLines() {
        return lcdLayout >> 8;
    }

    /** Characters in a line of the display. */
    public int lcdColumns() {
        return lcdLayout & 0xFF;
    }

    /** Writes the structure, little-endian. */
    public void write(ByteBuffer to) {
        to.put((byte) lcdLayout)
                .put((byte) (lcdLayout >> 8))
                .put((byte) entryValidation)
                .put((byte) (timeOut2 ? 1 : 0));
    }

    /** Reads the remaining bytes. */
    public static Decoded<PinProperties> parse(ByteBuffer from) {
        if (from.remaining() != LENGTH) {
            return new Decoded.Malformed<>(0, "PIN properties have 4 bytes, not " + from.remaining());
        }
        int at = from.position();
        return new Decoded.Value<>(new PinProperties(u16(from, at), u8(from, at + 2), u8(from, at + 3) != 0));
    }
}
