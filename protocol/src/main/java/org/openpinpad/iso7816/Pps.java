// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Protocol and parameters that an interface device chooses from a card's offer (ISO/IEC 7816-3 §9), and the PPS that says so.
 *
 * @param protocol 0 to 14
 * @param fiDi F and D as in TA1
 */
public record Pps(int protocol, int fiDi) {

    /** F = 372, D = 1: where every card begins. */
    public static final int DEFAULT_FI_DI = 0x11;

    private static final byte PPSS = (byte) 0xFF;
    private static final int PPS1_FOLLOWS = 0x10;
    private static final int LONGEST = 4;
    private static final int SHORTEST = 3;

    /**
     * Chooses: the specific mode as it is; else the first offered protocol that the device has, with the card's F and D if they
     * are defined and the device can do them, with the default ones otherwise.
     *
     * @param deviceCan whether the device can do F and D, as in TA1
     * @return empty when card and device have no protocol in common
     */
    public static Optional<Pps> choose(AtrParameters card, Set<Integer> deviceProtocols, IntPredicate deviceCan) {
        boolean usable = AtrParameters.isDefined(card.fiDi()) && deviceCan.test(card.fiDi());
        if (card.specific().isPresent()) {
            AtrParameters.Specific specific = card.specific().get();
            boolean possible = deviceProtocols.contains(specific.protocol()) && usable && !specific.implicit();
            return possible ? Optional.of(new Pps(specific.protocol(), card.fiDi())) : Optional.empty();
        }
        return card.protocols().stream()
                .filter(deviceProtocols::contains)
                .findFirst()
                .map(protocol -> new Pps(protocol, usable ? card.fiDi() : DEFAULT_FI_DI));
    }

    /** Whether a PPS has to take place before this: the first offered protocol at F = 372, D = 1 needs none. */
    public boolean isNeeded(AtrParameters card) {
        return card.specific().isEmpty()
                && (fiDi != DEFAULT_FI_DI || protocol != card.protocols().get(0));
    }

    /** PPS request (§9.2): PPSS PPS0 PPS1 PCK. */
    public ByteBuffer request() {
        byte pps0 = (byte) (PPS1_FOLLOWS | protocol);
        byte pck = (byte) (PPSS ^ pps0 ^ fiDi);
        return ByteBuffer.wrap(new byte[] {PPSS, pps0, (byte) fiDi, pck});
    }

    /**
     * What a card's PPS response means (§9.3).
     *
     * @return F and D to use from now on: those of the request, or 372 and 1 if the card left PPS1 out; empty when the PPS failed
     */
    public OptionalInt accepted(ByteBuffer response) {
        if (response.remaining() == LONGEST && response.equals(request())) {
            return OptionalInt.of(fiDi);
        }
        int at = response.position();
        boolean withoutPps1 = response.remaining() == SHORTEST
                && response.get(at) == PPSS
                && response.get(at + 1) == (byte) protocol
                && response.get(at + 2) == (byte) (PPSS ^ protocol);
        return withoutPps1 ? OptionalInt.of(DEFAULT_FI_DI) : OptionalInt.empty();
    }
}
