// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, collections, strings, numbers, booleans and null as JSON (RFC 8259), two spaces a level. */
final class Json {

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.value(value, "");
        return json.text.toString();
    }

    private void value(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            members(map, indent);
        } else if (value instanceof Collection<?> collection) {
            elements(collection, indent);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void members(Map<?, ?> map, String indent) {
        String inner = indent + "  ";
        text.append(map.isEmpty() ? "{" : "{\n");
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(inner);
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), inner);
            text.append(entries.hasNext() ? ",\n" : "\n" + indent);
        }
        text.append('}');
    }

    private void elements(Collection<?> collection, String indent) {
        String inner = indent + "  ";
        text.append(collection.isEmpty() ? "[" : "[\n");
        for (Iterator<?> elements = collection.iterator(); elements.hasNext(); ) {
            text.append(inner);
            value(elements.next(), inner);
            text.append(elements.hasNext() ? ",\n" : "\n" + indent);
        }
        text.append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (invisible(character)) {
                text.append("\\u%04x".formatted((int) character));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }

    /** What could steer a terminal that the JSON is shown on, or turn the writing round. */
    private static boolean invisible(char character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
