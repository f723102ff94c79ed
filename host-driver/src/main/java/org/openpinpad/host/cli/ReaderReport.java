// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.host.PinPad;
import org.openpinpad.host.Reader;
import org.openpinpad.pcsc.part10.EntryValidation;
import org.openpinpad.pcsc.part10.Feature;
import org.openpinpad.pcsc.part10.PinProperties;
import org.openpinpad.pcsc.part10.TlvProperties;
import org.openpinpad.pcsc.part10.TlvProperty;

/** What a reader tells of itself, twice: lines for a person, values for a program. */
final class ReaderReport {

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ReaderReport() {}

    static ReaderReport of(Reader reader) {
        ReaderReport report = new ReaderReport();
        report.put("Reader", reader.name(), "reader", reader.name());
        boolean card = reader.cardPresent();
        if (card) {
            PinPad pad = reader.connect();
            String atr = reader.atr().map(ReaderReport::hex).orElse("");
            report.put("Card", "present, ATR " + atr, "atr", atr);
            report.pinPad(pad);
        } else {
            report.put("Card", "none", "atr", null);
        }
        reader.descriptor().ifPresent(report::descriptor);
        if (!card && reader.descriptor().isEmpty()) {
            report.lines.put("PIN pad", "can be asked for only with a card in the reader");
        }
        return report;
    }

    String text() {
        return lines.entrySet().stream()
                .map(line -> "%-22s %s".formatted(line.getKey(), line.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    Map<String, Object> json() {
        return values;
    }

    private void put(String label, String text, String key, Object value) {
        lines.put(label, text);
        values.put(key, value);
    }

    private void pinPad(PinPad pad) {
        Set<Feature> features = pad.features();
        List<String> names = features.stream().map(Feature::name).toList();
        put("PIN pad", features.contains(Feature.VERIFY_PIN_DIRECT) ? "yes" : "no", "features", names);
        lines.put("Features", names.isEmpty() ? "none" : String.join(", ", names));
        pad.pinProperties().ifPresent(this::pinProperties);
        tlvProperties(pad.tlvProperties());
    }

    private void pinProperties(PinProperties properties) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("lcdLines", properties.lcdLines());
        value.put("lcdColumns", properties.lcdColumns());
        value.put("entryValidationCondition", properties.entryValidation());
        value.put("timeOut2", properties.timeOut2());
        put("Display", display(properties.lcdLayout()), "pinProperties", value);
        if (properties.entryValidation() != 0) {
            lines.put("Entry may end by", endings(properties.entryValidation()));
        }
    }

    private void tlvProperties(TlvProperties properties) {
        Map<String, Object> value = new LinkedHashMap<>();
        properties.firmwareId().ifPresent(firmware -> {
            value.put(TlvProperty.FIRMWARE_ID.standardName(), firmware);
            lines.put("Firmware", firmware);
        });
        properties.numbers().forEach((property, number) -> {
            value.put(property.standardName(), number);
            if (property == TlvProperty.LCD_LAYOUT) {
                lines.putIfAbsent("Display", display(number.intValue()));
            } else {
                boolean usbId = property == TlvProperty.ID_VENDOR || property == TlvProperty.ID_PRODUCT;
                lines.put(property.standardName(), usbId ? "%04X".formatted(number) : Long.toString(number));
            }
        });
        values.put("tlvProperties", value);
    }

    private void descriptor(CcidDescriptor descriptor) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("bcdCCID", "%04X".formatted(descriptor.bcdCcid()));
        value.put("slots", descriptor.maxSlotIndex() + 1);
        value.put("dwProtocols", descriptor.protocols());
        value.put("dwFeatures", "%08X".formatted(descriptor.features()));
        value.put("dwMaxCCIDMessageLength", descriptor.maxCcidMessageLength());
        value.put("wLcdLayout", "%04X".formatted(descriptor.lcdLayout()));
        value.put("bPINSupport", descriptor.pinSupport());
        values.put("descriptor", value);
        lines.putIfAbsent("PIN pad", (descriptor.pinSupport() & CcidDescriptor.PIN_VERIFICATION) != 0 ? "yes" : "no");
        lines.putIfAbsent("Display", display(descriptor.lcdLayout()));
        lines.put("CCID", "%X.%02X".formatted(descriptor.bcdCcid() >> 8, descriptor.bcdCcid() & 0xFF));
        lines.put("Slots", Integer.toString(descriptor.maxSlotIndex() + 1));
        lines.put("Exchange level", ExchangeLevel.name(descriptor.features()));
        lines.put("Longest message", descriptor.maxCcidMessageLength() + " bytes");
    }

    private static String display(int lcdLayout) {
        return lcdLayout == 0 ? "none" : (lcdLayout >> 8) + " lines of " + (lcdLayout & 0xFF) + " characters";
    }

    private static String endings(int condition) {
        return List.of(
                        (condition & EntryValidation.MAX_SIZE_REACHED) != 0 ? "last digit" : "",
                        (condition & EntryValidation.VALIDATION_KEY) != 0 ? "OK key" : "",
                        (condition & EntryValidation.TIMEOUT) != 0 ? "timeout" : "")
                .stream()
                .filter(ending -> !ending.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().withUpperCase().formatHex(copy);
    }
}
