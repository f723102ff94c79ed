// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers tell of themselves: control codes, feature map, PIN properties, TLV properties. */
class ReaderAnswersTest {

    /** Measured: libccid 1.5.2. */
    private static final String LIBCCID_FEATURES = "060442330006" + "070442330007" + "0A044233000A" + "120442330012";

    /** Measured: libccid 1.5.2 with its serial twin driver; firmware, vendor and product made up. */
    private static final String LIBCCID_TLV =
            "01020000" + "030100" + "0804312E3031" + "090100" + "0B020912" + "0C020100" + "0A0400000100";

    @Test
    void featureRequestHasTheCodesThatDriversKnow() {
        assertEquals(0x42000D48, ControlCode.PCSC_LITE.featureRequest());
        assertEquals(0x00313520, ControlCode.WINDOWS.featureRequest());
        assertEquals(0x003136B0, ControlCode.WINDOWS.of(3500));
        assertEquals(0x42000001, ControlCode.PCSC_LITE.of(1));
    }

    @ParameterizedTest
    @CsvSource({"06,VERIFY_PIN_DIRECT", "0A,IFD_PIN_PROPERTIES", "12,GET_TLV_PROPERTIES", "20,EXECUTE_PACE"})
    void featuresHaveTheStandardsTags(String tag, Feature feature) {
        assertEquals(Optional.of(feature), Feature.byTag(Integer.parseInt(tag, 16)));
    }

    @Test
    void featureMapOfLibccid() {
        FeatureMap map = features(LIBCCID_FEATURES);
        assertEquals(
                EnumSet.of(
                        Feature.VERIFY_PIN_DIRECT,
                        Feature.MODIFY_PIN_DIRECT,
                        Feature.IFD_PIN_PROPERTIES,
                        Feature.GET_TLV_PROPERTIES),
                map.features());
        assertEquals(OptionalInt.of(0x42330006), map.code(Feature.VERIFY_PIN_DIRECT));
        assertEquals(OptionalInt.empty(), map.code(Feature.EXECUTE_PACE));
        assertEquals(LIBCCID_FEATURES, Vectors.written(map.length(), map::write));
    }

    @Test
    void anEmptyAnswerIsAReaderWithoutFeatures() {
        assertTrue(features("").features().isEmpty());
    }

    @Test
    void anUnknownTagIsKeptAndIsNoFeature() {
        FeatureMap map = features("7F0400000001" + "7E020102" + "060442330006");
        assertEquals(EnumSet.of(Feature.VERIFY_PIN_DIRECT), map.features());
        assertEquals(new TreeMap<>(Map.of(0x06, 0x42330006, 0x7F, 1)), map.codesByTag());
    }

    @Test
    void theFirstOfTwoEqualTagsCounts() {
        assertEquals(
                OptionalInt.of(0x42330006),
                features("060442330006" + "060400000000").code(Feature.VERIFY_PIN_DIRECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"06", "0604", "060442330", "0605423300060", "060342330", "06FF00"})
    void aBrokenFeatureMapIsMalformed(String hex) {
        String even = hex.length() % 2 == 0 ? hex : hex + "0";
        assertInstanceOf(Decoded.Malformed.class, FeatureMap.parse(Vectors.bytes(even)));
    }

    @Test
    void malformedTellsWhere() {
        Decoded<FeatureMap> decoded = FeatureMap.parse(Vectors.bytes("060442330006" + "0704"));
        assertEquals(new Decoded.Malformed<FeatureMap>(6, "an entry of 4 bytes with 0 left"), decoded);
    }

    @Test
    void pinPropertiesAreLittleEndian() {
        PinProperties of2x16 =
                PinProperties.parse(Vectors.bytes("10020700")).toOptional().orElseThrow();
        assertEquals(new PinProperties(0x0210, 7, false), of2x16);
        assertEquals(2, of2x16.lcdLines());
        assertEquals(16, of2x16.lcdColumns());
        assertEquals("10020700", Vectors.written(PinProperties.LENGTH, of2x16::write));
    }

    @Test
    void pinPropertiesOfLibccidsTwin() {
        assertEquals(
                new Decoded.Value<>(new PinProperties(0, 2, false)), PinProperties.parse(Vectors.bytes("00000200")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "000002", "0000020000"})
    void pinPropertiesOfAnotherLengthAreMalformed(String hex) {
        assertInstanceOf(Decoded.Malformed.class, PinProperties.parse(Vectors.bytes(hex)));
    }

    @Test
    void tlvPropertiesOfLibccid() {
        TlvProperties properties = tlv(LIBCCID_TLV);
        assertEquals(OptionalLong.of(0), properties.number(TlvProperty.LCD_LAYOUT));
        assertEquals(OptionalLong.of(0x10000), properties.number(TlvProperty.MAX_APDU_DATA_SIZE));
        assertEquals(OptionalLong.of(0x1209), properties.number(TlvProperty.ID_VENDOR));
        assertEquals(OptionalLong.of(0x0001), properties.number(TlvProperty.ID_PRODUCT));
        assertEquals(OptionalLong.empty(), properties.number(TlvProperty.MIN_PIN_SIZE));
        assertEquals(Optional.of("1.01"), properties.firmwareId());
    }

    @Test
    void allTwelveTlvPropertiesRoundTrip() {
        String all = "01021002" + "020107" + "030101" + "04021000" + "05020200" + "060104" + "070110" + "0803312E32"
                + "090102" + "0A04000000FF" + "0B02FFFF" + "0C023412";
        TlvProperties properties = tlv(all);
        assertEquals(11, properties.numbers().size());
        assertEquals(OptionalLong.of(0xFF000000L), properties.number(TlvProperty.MAX_APDU_DATA_SIZE));
        assertEquals(all, Vectors.written(properties.length(), properties::write));
    }

    @Test
    void firmwareNamesCannotSteerATerminal() {
        assertEquals(Optional.of("?[2Jx"), tlv("0806" + "1B5B324A7800").firmwareId());
    }

    @Test
    void unknownTlvTagsAreSkipped() {
        assertEquals(OptionalLong.of(8), tlv("C003010203" + "070108").number(TlvProperty.MAX_PIN_SIZE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0102", "010200", "060200 08", "0A0200 01"})
    void brokenTlvPropertiesAreMalformed(String hex) {
        assertInstanceOf(Decoded.Malformed.class, TlvProperties.parse(Vectors.bytes(hex)));
    }

    private static FeatureMap features(String hex) {
        return FeatureMap.parse(Vectors.bytes(hex)).toOptional().orElseThrow();
    }

    private static TlvProperties tlv(String hex) {
        return TlvProperties.parse(Vectors.bytes(hex)).toOptional().orElseThrow();
    }
}
