// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.piv;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openpinpad.simulator.card.os.Answer;
import org.openpinpad.simulator.card.os.Tlv;
import org.openpinpad.simulator.card.os.TlvReader;

/** The dynamic authentication template 7C (SP 800-73-4 part 2 table 7): each part at most once, in any order. */
final class AuthenticationTemplate {

    static final int WITNESS = 0x80;
    static final int CHALLENGE = 0x81;
    static final int RESPONSE = 0x82;
    static final int EXPONENTIATION = 0x85;

    private static final int TEMPLATE = 0x7C;
    private static final byte[] NOTHING = {};

    private final Map<Integer, byte[]> parts = new TreeMap<>();

    private AuthenticationTemplate() {}

    /** Empty if the body is no such template. */
    static Optional<AuthenticationTemplate> parse(byte[] body) {
        TlvReader outer = new TlvReader(body);
        TlvReader inner = new TlvReader(outer.value(TEMPLATE));
        AuthenticationTemplate template = new AuthenticationTemplate();
        boolean sound = outer.ok() && !outer.hasMore() && inner.hasMore();
        while (sound && inner.hasMore()) {
            int tag = inner.tag();
            byte[] value = inner.take(inner.length());
            boolean known = tag == WITNESS || tag == CHALLENGE || tag == RESPONSE || tag == EXPONENTIATION;
            sound = known && inner.ok() && template.parts.put(tag, value) == null;
        }
        return sound ? Optional.of(template) : Optional.empty();
    }

    static Answer answer(int tag, byte[] value) {
        return Answer.data(Tlv.of(TEMPLATE, Tlv.of(tag, value)));
    }

    /** Whether the host wants this part: it is there, and empty. */
    boolean asks(int tag) {
        return parts.containsKey(tag) && parts.get(tag).length == 0;
    }

    /** Whether the host gives this part. */
    boolean gives(int tag) {
        return value(tag).length > 0;
    }

    /** The part; nothing if it is not there. */
    byte[] value(int tag) {
        return parts.getOrDefault(tag, NOTHING);
    }

    /** How many parts there are. */
    int size() {
        return parts.size();
    }
}
