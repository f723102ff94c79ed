// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answer to {@code CM_IOCTL_GET_FEATURE_REQUEST} (PC/SC part 10 §2.2): a control code for each feature tag.
 *
 * <p>Wire form: {@code tag 04 vvvvvvvv} for each feature, the code big-endian on every machine. Tags that the standard
 * does not know are kept but are no {@link Feature}. An empty answer is an empty map: Windows' own driver gives that.
 *
 * @param codesByTag control code by tag byte
 */
public record FeatureMap(SortedMap<Integer, Integer> codesByTag) {

    /** A reader without any feature. */
    public static final FeatureMap NONE = new FeatureMap(new TreeMap<>());

    private static final int CODE_LENGTH = 4;

    /** Copies the map. */
    public FeatureMap {
        codesByTag = Collections.unmodifiableSortedMap(new TreeMap<>(codesByTag));
    }

    /** The features that the standard knows. */
    public Set<Feature> features() {
        Set<Feature> found = EnumSet.noneOf(Feature.class);
        codesByTag.keySet().forEach(tag -> Feature.byTag(tag).ifPresent(found::add));
        return Collections.unmodifiableSet(found);
    }

    /** The control code by which a feature is called, when the reader has it. */
    public OptionalInt code(Feature feature) {
        Integer code = codesByTag.get(feature.tag());
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** Writes the entries in order of their tags. */
    public void write(ByteBuffer to) {
        ByteBuffer out = to.slice().order(ByteOrder.BIG_ENDIAN);
        for (Map.Entry<Integer, Integer> entry : codesByTag.entrySet()) {
            out.put(entry.getKey().byteValue()).put((byte) CODE_LENGTH).putInt(entry.getValue());
        }
        to.position(to.position() + out.position());
    }

    /** Length of the wire form. */
    public int length() {
        return codesByTag.size() * (2 + CODE_LENGTH);
    }

    /** Reads the remaining bytes. The first of two entries with one tag counts. */
    public static Decoded<FeatureMap> parse(ByteBuffer from) {
        SortedMap<Integer, Integer> codes = new TreeMap<>();
        Decoded<Void> walked = Tlv.walk(from, (tag, value) -> {
            if (value.remaining() == CODE_LENGTH) {
                codes.putIfAbsent(tag, value.order(ByteOrder.BIG_ENDIAN).getInt());
                return null;
            }
            return Feature.byTag(tag).isEmpty()
                    ? null
                    : "a control code must have 4 bytes, this one has " + value.remaining();
        });
        return walked instanceof Decoded.Malformed<Void> bad
                ? new Decoded.Malformed<>(bad.offset(), bad.problem())
                : new Decoded.Value<>(new FeatureMap(codes));
    }
}
