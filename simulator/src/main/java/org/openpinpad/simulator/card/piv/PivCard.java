// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.os.CommandPath;
import org.openpinpad.simulator.card.os.StateFile;
import org.openpinpad.simulator.card.os.Tlv;

/**
 * A PIV card (FIPS 201-2, SP 800-73-4) with RSA-2048 and NIST P-256 keys and real cryptography.
 *
 * <p>A new card has PIN 123456, PUK 12345678, the well-known management key, a CHUID, a CCC, and in 9A a key with a self-signed
 * certificate, which are made when they are first wanted. PINs are compared where they lie and never copied to the heap.
 */
public final class PivCard implements VirtualCard {

    /**
     * The longest container, with the tags around it. Short APDUs are chained, extended ones taken too. A command without Le is
     * answered like one with Le 00, as Java Cards do in T=1: Yubico's tool selects PIV so, and knows no 61xx there.
     */
    private static final CommandPath.Limits LIMITS = new CommandPath.Limits(12_800, true, CommandView.SHORT_MAX);

    /** TS T0, TA1 (F 372, D 12), TD1 and TD2 (T=1), IFSC 254, BWI 4 and CWI 5 (ISO 7816-3 §8.2, §11.4). */
    private static final byte[] INTERFACE = Tlv.bytes(0x3B, 0x97, 0x18, 0x81, 0x31, 0xFE, 0x45);
    /**
     * ISO 7816-4 §12.1.1: applications are selected by whole and partial name and there is no MF (31), commands are chained
     * (73). Extended lengths are not announced, as the card may be in a T=0 reader.
     */
    private static final byte[] HISTORICAL = Tlv.bytes(0x80, 0x31, 0xC1, 0x73, 0xC0, 0x01, 0x80);

    private final CommandPath path;

    private PivCard(CardState state, CommandPath.Keeper keeper) {
        path = new CommandPath(new Application(state), state, keeper, LIMITS);
    }

    /** A new card that is forgotten with the process. */
    public static PivCard inMemory() {
        return new PivCard(CardState.delivered(), CommandPath.Keeper.NONE);
    }

    /**
     * The card whose state is in the file; a new one if the file does not exist.
     *
     * @throws IOException with one sentence for the user if the file is unreadable or damaged
     */
    public static PivCard keptIn(Path file) throws IOException {
        StateFile stateFile = new StateFile(file);
        CardState state = CardState.empty();
        boolean known = stateFile.load(lines -> StateText.read(lines, state));
        CardState kept = known ? state : CardState.delivered();
        stateFile.save(kept.text()); // A file that cannot be written is told now, not at the first PIN.
        kept.saved();
        return new PivCard(kept, stateFile::save);
    }

    @Override
    public byte[] atr() {
        byte[] atr = Tlv.join(INTERFACE, HISTORICAL, new byte[1]);
        for (int i = 1; i < atr.length - 1; i++) {
            atr[atr.length - 1] ^= atr[i]; // TCK
        }
        return atr;
    }

    @Override
    public void reset() {
        path.reset();
    }

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        return path.process(command, response);
    }
}
