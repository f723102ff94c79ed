// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.openpgp;

import java.util.Arrays;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;

/** The commands on data objects (OpenPGP 3.4 §7.2.5 to §7.2.8), with the certificate that is chosen among three. */
final class DataCommands {

    private static final int CERTIFICATE = 0x7F21;
    private static final int KEY_IMPORT = 0x3FFF;
    /** General reference template with a tag list of one tag, 7F21. */
    private static final byte[] SELECT_CERTIFICATE = Hex.decode("60045c027f21");

    private final CardState state;
    private final PinReferences pins;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private int occurrence;
    /** GET NEXT DATA goes on only after GET DATA or SELECT DATA. */
    private boolean nextAllowed;

    DataCommands(CardState state, PinReferences pins, ObjectReader reader) {
        this.state = state;
        this.pins = pins;
        this.reader = reader;
        this.writer = new ObjectWriter(state, pins);
    }

    void forgetChoice() {
        occurrence = 0;
        nextAllowed = false;
    }

    /** GET DATA (CA). */
    Answer get(CommandView command) {
        if (command.nc() != 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        int tag = command.p1p2();
        boolean hidden = (tag == 0x0103 && !pins.userVerified()) || (tag == 0x0104 && !pins.adminVerified());
        if (hidden) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        nextAllowed = tag == CERTIFICATE;
        if (tag == CERTIFICATE) {
            return certificate();
        }
        return reader.value(tag).map(Answer::data).orElse(Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND));
    }

    /** GET NEXT DATA (CC): the certificate after the one read last. */
    Answer getNext(CommandView command) {
        if (command.nc() != 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        if (command.p1p2() != CERTIFICATE || occurrence + 1 == CardState.CERTIFICATES) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        if (!nextAllowed) {
            return Answer.sw(StatusWord.CONDITIONS_OF_USE_NOT_SATISFIED);
        }
        occurrence++;
        return certificate();
    }

    private Answer certificate() {
        return Answer.data(state.object(CERTIFICATE + occurrence * CardState.OCCURRENCE));
    }

    /** SELECT DATA (A5): P1 is the occurrence. */
    Answer select(CommandView command) {
        if (command.p2() != 0x04) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (command.nc() == 0) {
            return Answer.sw(StatusWord.WRONG_LENGTH);
        }
        boolean known = command.p1() < CardState.CERTIFICATES && Arrays.equals(command.copyBody(), SELECT_CERTIFICATE);
        if (!known) {
            return Answer.sw(StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        occurrence = command.p1();
        nextAllowed = true;
        return Answer.OK;
    }

    /** PUT DATA (DA). */
    Answer put(CommandView command) {
        return writer.put(command, occurrence);
    }

    /** PUT DATA (DB), which brings keys. */
    Answer putOdd(CommandView command) {
        if (command.p1p2() != KEY_IMPORT) {
            return Answer.sw(StatusWord.WRONG_P1_P2);
        }
        if (!pins.adminVerified()) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return command.nc() == 0 ? Answer.sw(StatusWord.WRONG_LENGTH) : KeyImport.put(command.copyBody(), state);
    }
}
