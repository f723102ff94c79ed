// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import org.openpinpad.ccid.pin.BlockString;
import org.openpinpad.ccid.pin.FormatString;
import org.openpinpad.ccid.pin.LengthFormat;

/**
 * How the digits are written into the command: the three format bytes of {@code PIN_VERIFY} (PC/SC part 10 §2.5.2),
 * which are those of CCID 1.1 §6.1.11.
 *
 * @param format bmFormatString
 * @param block bmPINBlockString
 * @param lengthFormat bmPINLengthFormat
 */
public record PinFormat(FormatString format, BlockString block, LengthFormat lengthFormat) {

    /** One ASCII character for each digit, from the first data byte, as many as were typed. */
    public static final PinFormat ASCII = of(0x82, 0x00, 0x00);

    /** ISO 9564-2 "GLP" block: control and length nibble, then seven bytes of BCD (Belgian eID, Java clients). */
    public static final PinFormat ISO_9564 = of(0x89, 0x47, 0x04);

    /** Bytes that the frame's nibble can say. */
    private static final int FRAME_MAX = 15;

    /** The format of three bytes off the wire. */
    public static PinFormat of(int formatString, int blockString, int lengthFormat) {
        return new PinFormat(FormatString.of(formatString), BlockString.of(blockString), LengthFormat.of(lengthFormat));
    }

    /** ASCII digits in a frame that the command's padding fills; 0 when the frame is longer than its nibble can say. */
    public static PinFormat asciiFrame(int frameBytes) {
        return of(0x82, frameBytes <= FRAME_MAX ? frameBytes : 0, 0x00);
    }
}
