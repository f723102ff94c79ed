// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration file: lines {@code key = value}, {@code #} begins a comment at a line's start. Whatever is not understood
 * is an error, for a setting that is passed over is one that its owner believes in.
 *
 * @param slot the card slot, {@code KIND:WHICH}; see {@link SlotBackend}
 */
public record Settings(String slot) {

    /** A configuration file that cannot be used; the message is one sentence for a person, with file and line. */
    public static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String sentence) {
            super(sentence);
        }
    }

    private static final String SLOT = "slot";
    private static final int LONGEST_LINE = 1000;

    /** Reads the file. */
    public static Settings read(Path file) throws Mistake {
        try {
            return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new Mistake("There is no configuration file " + file
                    + ". Copy openpinpad.conf there, or name another with --config.");
        } catch (IOException e) {
            throw new Mistake("The configuration file " + file + " cannot be read (" + e.getMessage()
                    + "). Is it text, and may this user read it?");
        }
    }

    static Settings parse(String file, List<String> lines) throws Mistake {
        String slot = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = "Line " + (i + 1) + " of " + file + ": ";
            String[] pair = pair(where, line);
            if (!pair[0].equals(SLOT)) {
                throw new Mistake(where + "there is no setting \"" + pair[0] + "\"; the settings are: " + SLOT + ".");
            }
            if (slot != null) {
                throw new Mistake(where + "\"" + SLOT + "\" is set a second time; take one of the two away.");
            }
            slot = pair[1];
        }
        if (slot == null) {
            throw new Mistake(file + " does not set \"" + SLOT + "\"; add a line such as slot = sec1210:/dev/ttyAMA0.");
        }
        return new Settings(slot);
    }

    private static String[] pair(String where, String line) throws Mistake {
        int equals = line.indexOf('=');
        if (equals <= 0 || line.length() > LONGEST_LINE) {
            throw new Mistake(where + "a setting is written key = value, such as slot = sec1210:/dev/ttyAMA0.");
        }
        String value = line.substring(equals + 1).strip();
        if (value.isEmpty()) {
            throw new Mistake(where + "there is no value behind the equals sign.");
        }
        return new String[] {line.substring(0, equals).strip(), value};
    }
}
