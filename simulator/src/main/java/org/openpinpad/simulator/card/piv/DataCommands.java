// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Optional;
import org.bouncycastle.util.encoders.Hex;
import org.openpinpad.simulator.card.CommandView;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** GET DATA and PUT DATA (SP 800-73-4 part 2 §3.1.2, §3.3.1). */
final class DataCommands {

    private static final int CURRENT_FILE = 0x3FFF;
    private static final int TAG_LIST = 0x5C;
    private static final int DATA = 0x53;
    private static final int MAX_TAG_LENGTH = 3;
    /** Part 1 §3.3.2: AID, and a PIN usage policy of the application PIN alone, which satisfies every access rule. */
    private static final byte[] DISCOVERY =
            Tlv.of(Container.DISCOVERY, Tlv.of(0x4F, Application.AID), Tlv.of(0x5F2F, Hex.decode("4000")));

    private final CardState state;
    private final PinReferences pins;
    private final Administration administration;

    DataCommands(CardState state, PinReferences pins, Administration administration) {
        this.state = state;
        this.pins = pins;
        this.administration = administration;
    }

    /** GET DATA (CB): the tag list names one container; one that was never written is not there. */
    Answer get(CommandView command) {
        if (command.p1p2() != CURRENT_FILE) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        TlvReader body = new TlvReader(command.copyBody());
        int tag = listedTag(body);
        if (!body.ok() || body.hasMore()) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        if (tag == Container.DISCOVERY) {
            return Answer.data(DISCOVERY);
        }
        Optional<Container> container = Container.of(tag);
        if (container.isPresent() && !pins.satisfies(container.get().reading())) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return state.object(tag)
                .map(value -> Answer.data(Tlv.of(outer(tag), value)))
                .orElse(Answer.sw(StatusWord.FILE_OR_APPLICATION_NOT_FOUND));
    }

    /** PUT DATA (DB): an empty value takes the container's contents away. */
    Answer put(CommandView command) {
        if (command.p1p2() != CURRENT_FILE) {
            return Answer.sw(StatusWord.INCORRECT_P1_P2);
        }
        if (!administration.authenticated()) {
            return Answer.sw(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        byte[] bytes = command.copyBody();
        TlvReader body = new TlvReader(bytes);
        boolean template = bytes.length > 0 && bytes[0] != TAG_LIST;
        int tag = template ? new TlvReader(bytes).tag() : listedTag(body);
        byte[] value = body.value(outer(tag));
        if (!body.ok() || body.hasMore()) {
            return Answer.sw(StatusWord.INCORRECT_DATA);
        }
        return store(tag, value, template);
    }

    private Answer store(int tag, byte[] value, boolean template) {
        Optional<Container> container = Container.of(tag).filter(found -> template == (tag == outer(tag)));
        if (container.isEmpty()) {
            return Answer.sw(StatusWord.FUNCTION_NOT_SUPPORTED);
        }
        if (value.length > container.get().capacity()) {
            return Answer.sw(StatusWord.NOT_ENOUGH_MEMORY);
        }
        state.object(tag, value);
        return Answer.OK;
    }

    /** The tag around a container's value: 53, but the two interindustry templates are their own. */
    private static int outer(int tag) {
        return tag == Container.DISCOVERY || tag == Container.BIOMETRIC_GROUP ? tag : DATA;
    }

    private static int listedTag(TlvReader body) {
        byte[] bytes = body.value(TAG_LIST);
        int tag = 0;
        for (int i = 0; i < Math.min(bytes.length, MAX_TAG_LENGTH + 1); i++) {
            tag = tag << 8 | (bytes[i] & 0xFF);
        }
        return bytes.length > MAX_TAG_LENGTH ? 0 : tag;
    }
}
