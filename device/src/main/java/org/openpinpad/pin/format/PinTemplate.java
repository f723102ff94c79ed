// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import java.nio.ByteBuffer;
import java.util.List;
import org.openpinpad.display.PinOperation;
import org.openpinpad.pin.entry.EntryRules;

/**
 * A sound request to have PINs typed and put into a command, made by {@link TemplateCheck} from what the PC sent. No PIN is
 * in it.
 *
 * @param header CLA INS P1 P2
 * @param padding the command's data as the PC sent them; empty when the PINs, and their lengths if told, are all of the data
 * @param operation what the card will do with the PINs
 * @param format how each PIN lies in its block
 * @param places where the PINs go in the padding, in their order; empty when there is no padding: then block follows block
 * @param rules how the PINs are asked
 * @param langId the PC's wish for a language, 0 for none
 */
public record PinTemplate(
        ByteBuffer header,
        ByteBuffer padding,
        PinOperation operation,
        BlockFormat format,
        List<PinPlace> places,
        EntryRules rules,
        int langId) {

    private static final int CLA = 0;
    private static final int P2 = 3;
    private static final int FURTHER_CHANNELS = 0x40;

    /** What comes of a request: a template, or the field at fault. */
    public sealed interface Checked {
        record Accepted(PinTemplate template) implements Checked {}

        /** {@code offset} is that of the field in the message, to be told as bError (CCID 1.1 §6.2.6). */
        record Refused(int offset, boolean forItsCommand) implements Checked {}
    }

    /** The command on the basic logical channel, of which alone it is known what is selected there (ISO 7816-4 §5.4.1). */
    public boolean isOnBasicChannel() {
        int cla = header.get(CLA);
        return (cla & FURTHER_CHANNELS) == 0 && (cla & 0x03) == 0;
    }

    /** P2: which PIN (ISO 7816-4 §11.6.1, reference data qualifier). */
    public int reference() {
        return header.get(P2) & 0xFF;
    }
}
