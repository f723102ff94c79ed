// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.os.CommandPath;
import org.openpinpad.simulator.card.os.StateFile;
import org.openpinpad.simulator.card.os.Tlv;

/**
 * An OpenPGP card 3.4 with RSA-2048 and NIST P-256 keys and real cryptography.
 *
 * <p>PW1 is 123456 and PW3 12345678 on a new card. PINs are compared where they lie and never copied to the heap.
 */
public final class OpenPgpCard implements VirtualCard {

    /** TS T0, TA1 (F 372, D 12), TD1 and TD2 (T=1), IFSC 254, BWI 4 and CWI 5 (ISO 7816-3 §8.2, §11.4). */
    private static final byte[] ATR_INTERFACE = Tlv.bytes(0x3B, 0x9A, 0x18, 0x81, 0x31, 0xFE, 0x45);

    private final Application application;
    private final CommandPath path;

    private OpenPgpCard(CardState state, Lengths lengths, CommandPath.Keeper keeper) {
        this.application = new Application(state, lengths);
        this.path = new CommandPath(application, state, keeper, lengths.limits());
    }

    /** A new card that is forgotten with the process. */
    public static OpenPgpCard inMemory(Lengths lengths) {
        return new OpenPgpCard(new CardState(), lengths, CommandPath.Keeper.NONE);
    }

    /**
     * The card whose state is in the file; a new one if the file does not exist.
     *
     * @throws IOException with one sentence for the user if the file is unreadable or damaged
     */
    public static OpenPgpCard keptIn(Path file, Lengths lengths) throws IOException {
        StateFile stateFile = new StateFile(file);
        CardState state = new CardState();
        stateFile.load(lines -> StateText.read(lines, state));
        stateFile.save(state.text()); // A file that cannot be written is told now, not at the first PIN.
        state.saved();
        return new OpenPgpCard(state, lengths, stateFile::save);
    }

    @Override
    public byte[] atr() {
        byte[] atr = Tlv.join(ATR_INTERFACE, application.historicalBytes(), new byte[1]);
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
