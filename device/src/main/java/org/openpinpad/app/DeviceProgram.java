// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.openpinpad.app.cards.CardReport;
import org.openpinpad.app.settings.Settings;
import org.openpinpad.app.settings.SlotBackend;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.linux.Libc;

/** The device's own program, {@code openpinpad-device}: for now what looks at the card slot. */
public final class DeviceProgram {

    static final int OK = 0;
    /** The slot or the configuration cannot be used. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;

    private static final String DEFAULT_CONFIGURATION = "/etc/openpinpad/openpinpad.conf";

    private static final String HELP = """
            Usage: openpinpad-device cards [--slot KIND:WHICH | --config FILE]

              cards     shows the card slot, the card's answer to reset in words, and its applications

              --slot    the slot, such as sec1210:/dev/ttyAMA0 or pcsc:NAME OF A READER
              --config  the configuration file that names the slot; default /etc/openpinpad/openpinpad.conf

            Exit code: 0 if the slot could be used, with or without a card; 1 if not; 2 if the command line is wrong.
            """;

    private final PrintStream out;
    private final PrintStream err;

    DeviceProgram(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String... arguments) {
        System.exit(new DeviceProgram(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return OK;
        }
        boolean alone = arguments.size() == 1;
        boolean withOption = arguments.size() == 3
                && (arguments.get(1).equals("--slot") || arguments.get(1).equals("--config"));
        if (arguments.isEmpty() || !arguments.get(0).equals("cards") || !(alone || withOption)) {
            err.print(HELP);
            return USAGE;
        }
        try {
            cards(alone ? List.of("--config", DEFAULT_CONFIGURATION) : arguments.subList(1, 3));
            return OK;
        } catch (Settings.Mistake | SlotUnavailable e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (InvalidPathException e) {
            err.println("The configuration file's name cannot be one (" + e.getReason() + ").");
            return FAILED;
        }
    }

    private void cards(List<String> option) throws Settings.Mistake, SlotUnavailable {
        String setting = option.get(0).equals("--slot")
                ? option.get(1)
                : Settings.read(Path.of(option.get(1))).slot();
        try (CardSlot slot = SlotBackend.open(Libc.load(), setting, err::println)) {
            out.println("slot " + setting);
            CardReport.of(slot).forEach(out::println);
        }
    }
}
