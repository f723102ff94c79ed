// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.openpinpad.ccid.pin.PinModification;
import org.openpinpad.ccid.pin.PinOperation;
import org.openpinpad.ccid.pin.PinStructure;
import org.openpinpad.ccid.pin.PinVerification;
import org.openpinpad.pin.format.PinTemplate;
import org.openpinpad.pin.format.PinTemplate.Checked;
import org.openpinpad.pin.format.TemplateCheck;

/** What a PC asks for, as abData of PC_to_RDR_Secure (CCID 1.1 §6.1.11); clients are those of verify-blocks.txt. */
public enum PinRequest {
    /** GnuPG over pcscd. */
    OPENPGP("OpenPGP, ASCII", "00 00 82 00 00 0F06 02 01 0904 00 000005 00200081 00"),
    /** OpenSC. */
    PIV("PIV, ASCII padded to 8", "00 1E 82 08 00 0804 02 FF 0000 00 000000 00200080 08 FFFFFFFFFFFFFFFF"),
    /** Belgian eID. */
    ISO_9564("ISO 9564, 89/47/04", "00 1E 89 47 04 0C04 02 01 0904 00 000000 00200001 08 20FFFFFFFFFFFFFF"),
    /** A maker's example: every position in bits, none on a byte's boundary. */
    BITS("BCD from bit 11, 59/48/06", "00 1E 59 48 06 0C04 02 01 0904 00 000000 00200001 08 57A5303030303030"),
    /** GnuPG over pcscd: the old PIN, the new one, the new one again. */
    CHANGE("OpenPGP, change of two PINs", "01 00 82 00 00 00 00 0F06 03 02 03 0904 000102 000005 00240081 00");

    private final String label;
    private final String abData;

    PinRequest(String label, String abData) {
        this.label = label;
        this.abData = abData;
    }

    ByteBuffer abData() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(abData.replace(" ", "")));
    }

    PinStructure structure() {
        ByteBuffer bytes = abData();
        return bytes.get(0) == PinOperation.VERIFICATION
                ? PinVerification.parse(bytes).orElseThrow()
                : PinModification.parse(bytes).orElseThrow();
    }

    PinTemplate template() {
        if (TemplateCheck.check(structure()) instanceof Checked.Accepted accepted) {
            return accepted.template();
        }
        throw new IllegalStateException(name() + " is refused");
    }

    String label() {
        return label;
    }
}
