// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.KnownAid;
import org.openpinpad.card.SlotResult;

/** What is in a slot: the card's answer to reset, and which of the known applications it has. No PIN is touched. */
public final class CardReport {

    private static final int MOST_ATR = 33;
    private static final int MOST_RESPONSE = 258;
    private static final int SW_OK = 0x9000;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNINGS = 0x62;
    private static final int SW1_WARNINGS_2 = 0x63;

    private CardReport() {}

    /**
     * Powers the card on, looks, and powers it off.
     *
     * @return a line each; the first says whether there is a card
     */
    public static List<String> of(CardSlot slot) {
        if (!slot.present()) {
            return List.of("no card in the slot");
        }
        ByteBuffer atr = ByteBuffer.allocateDirect(MOST_ATR);
        SlotResult result = slot.powerOn(atr);
        if (result != SlotResult.DONE) {
            return List.of("a card that cannot be used: " + why(result));
        }
        atr.flip();
        List<String> lines = new ArrayList<>(List.of("a card", "ATR " + hex(atr)));
        AtrText.of(atr).forEach(line -> lines.add("  " + line));
        lines.add(applications(slot));
        slot.powerOff();
        return lines;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(copy);
    }

    private static String applications(CardSlot slot) {
        List<String> found = new ArrayList<>();
        for (KnownAid known : KnownAid.values()) {
            String name = known.application() + " (" + known.beginning() + ")";
            if (selected(slot, known.beginning())) {
                found.add(name);
            }
        }
        return found.isEmpty() ? "no application that is known here" : "applications: " + String.join(", ", found);
    }

    private static boolean selected(CardSlot slot, String aid) {
        byte[] name = HexFormat.of().parseHex(aid);
        ByteBuffer command = ByteBuffer.allocateDirect(6 + name.length)
                .put(new byte[] {0, (byte) 0xA4, 4, 0, (byte) name.length})
                .put(name)
                .put((byte) 0)
                .flip();
        ByteBuffer response = ByteBuffer.allocateDirect(MOST_RESPONSE);
        if (slot.transmit(command, response) != SlotResult.DONE || response.position() < 2) {
            return false;
        }
        int end = response.position();
        int statusWord = (response.get(end - 2) & 0xFF) << 8 | (response.get(end - 1) & 0xFF);
        int sw1 = statusWord >>> 8;
        return statusWord == SW_OK || sw1 == SW1_MORE || sw1 == SW1_WARNINGS || sw1 == SW1_WARNINGS_2;
    }

    private static String why(SlotResult result) {
        return switch (result) {
            case DONE -> "it works";
            case ABSENT -> "it was pulled";
            case MUTE -> "it gives no answer to reset; is it the right way round?";
            case PARITY -> "what it says arrives garbled; clean its contacts";
            case OVERRUN, BAD_ATR_TS -> "its answer to reset is none";
            case BAD_ATR_TCK -> "its answer to reset is garbled; clean its contacts";
            case PROTOCOL_NOT_SUPPORTED -> "it speaks neither T=0 nor T=1";
            case CLASS_NOT_SUPPORTED -> "it takes none of the slot's voltages";
            case VIOLATED -> "it breaks the rules of its protocol";
            case HARDWARE -> "the slot's hardware does not answer, or found a short circuit";
        };
    }
}
