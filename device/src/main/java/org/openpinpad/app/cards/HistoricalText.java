// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.cards;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.iso7816.HistoricalBytes;
import org.openpinpad.iso7816.HistoricalBytes.DataObject;
import org.openpinpad.iso7816.HistoricalBytes.Status;

/** The historical bytes of an answer to reset in words (ISO/IEC 7816-4:2013 §12.1.1), a line for each thing that they say. */
final class HistoricalText {

    /** What a bit means, where only being set says something. */
    private record Bit(int mask, String words) {}

    private static final List<Bit> SERVICE = List.of(
            new Bit(0x80, "applications by full name"),
            new Bit(0x40, "applications by partial name"),
            new Bit(0x20, "objects in EF.DIR"),
            new Bit(0x10, "objects in EF.ATR"),
            new Bit(0x01, "no master file"));

    /** First byte of the card capabilities: selection methods. */
    private static final List<Bit> SELECTION = List.of(
            new Bit(0x80, "full name"),
            new Bit(0x40, "partial name"),
            new Bit(0x20, "path"),
            new Bit(0x10, "file identifier"),
            new Bit(0x08, "implicitly"),
            new Bit(0x04, "short file identifier"),
            new Bit(0x02, "record number"),
            new Bit(0x01, "record identifier"));

    /** Third byte of the card capabilities; its bits 5 to 1 are of the logical channels. */
    private static final List<Bit> LENGTHS = List.of(
            new Bit(0x80, "command chaining"),
            new Bit(0x40, "extended lengths"),
            new Bit(0x20, "extended lengths told in EF.ATR"));

    /** Bits 5 and 4: who assigns logical channels; 0 when there is only the basic one. */
    private static final int CHANNELS = 0x18;

    private static final int MOST_CHANNELS = 8;
    private static final int THIRD = 2;
    private static final int MOST_CAPABILITIES = 3;

    private HistoricalText() {}

    static List<String> of(ByteBuffer bytes) {
        List<String> lines = new ArrayList<>(List.of(hexAndText(bytes)));
        HistoricalBytes read = HistoricalBytes.of(bytes);
        switch (read.form()) {
            case NONE, PROPRIETARY -> {}
            case RESERVED -> lines.add("historical bytes of a form that the standard reserves");
            case DIR_REFERENCE -> lines.add("more about the card is in its EF.DIR");
            case OBJECTS, STATUS_BEHIND -> read.objects().forEach(object -> lines.add(object(object)));
        }
        read.status().map(HistoricalText::status).ifPresent(lines::add);
        if (!read.whole()) {
            lines.add("its historical bytes end before what they announce");
        }
        return lines;
    }

    private static String object(DataObject object) {
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(copy(object.value()));
        return switch (object.tag()) {
            case 1 -> "country (ISO 3166-1) " + hex;
            case 2 -> "issuer's number (ISO/IEC 7812-1) " + hex;
            case HistoricalBytes.CARD_SERVICE_DATA -> service(object.value()).orElse("card service data " + hex);
            case 4 -> "initial access data " + hex;
            case 5 -> "card issuer's data " + hex;
            case 6 -> "pre-issuing data " + hex;
            case HistoricalBytes.CARD_CAPABILITIES ->
                capabilities(object.value()).orElse("card capabilities " + hex);
            case 8 -> "another status indicator " + hex;
            case 15 -> "application " + hex;
            default -> "object " + object.tag() + " without a known meaning: " + hex;
        };
    }

    /** Empty when its length is none that the standard has. */
    private static Optional<String> service(ByteBuffer value) {
        return value.remaining() == 1
                ? Optional.of("card services: " + said(SERVICE, value.get(0), "none"))
                : Optional.empty();
    }

    private static Optional<String> capabilities(ByteBuffer value) {
        int length = value.remaining();
        if (length == 0 || length > MOST_CAPABILITIES) {
            return Optional.empty();
        }
        String selection = "card capabilities: selects by " + said(SELECTION, value.get(0), "nothing");
        if (length <= THIRD) {
            return Optional.of(selection);
        }
        int third = value.get(THIRD);
        int count = (third & 0x07) + 1;
        String channels = (third & CHANNELS) == 0
                ? "one logical channel"
                : count + (count == MOST_CHANNELS ? " or more" : "") + " logical channels";
        return Optional.of(selection + "; " + said(LENGTHS, third, "short lengths only") + "; " + channels);
    }

    private static String said(List<Bit> table, int value, String nothing) {
        List<String> words = table.stream()
                .filter(bit -> (value & bit.mask) != 0)
                .map(Bit::words)
                .toList();
        return words.isEmpty() ? nothing : String.join(", ", words);
    }

    private static String status(Status status) {
        List<String> parts = new ArrayList<>();
        if (status.lifeCycle() != Atr.NO_BYTE) {
            parts.add("life cycle " + lifeCycle(status.lifeCycle()));
        }
        if (status.statusWord() != Atr.NO_BYTE) {
            parts.add(String.format(Locale.ROOT, "status word %04X", status.statusWord()));
        }
        return String.join(", ", parts);
    }

    /** Life cycle status byte (§7.4.10). */
    private static String lifeCycle(int value) {
        return switch (value) {
            case 0x00 -> "not said";
            case 0x01 -> "creation";
            case 0x03 -> "initialisation";
            case 0x04, 0x06 -> "operational, deactivated";
            case 0x05, 0x07 -> "operational, activated";
            case 0x0C, 0x0D, 0x0E, 0x0F -> "termination";
            default -> String.format(Locale.ROOT, value > 0x0F ? "%02X, the maker's own" : "%02X, reserved", value);
        };
    }

    private static String hexAndText(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return "no historical bytes";
        }
        byte[] copy = copy(bytes);
        StringBuilder text = new StringBuilder();
        boolean printable = true;
        for (byte value : copy) {
            printable &= value >= ' ' && value <= '~';
            text.append((char) (value & 0xFF));
        }
        String hex =
                "historical bytes " + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(copy);
        return printable ? hex + " \"" + text + "\"" : hex;
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return copy;
    }
}
