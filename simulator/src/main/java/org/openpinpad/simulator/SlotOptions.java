// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.nio.file.Path;
import org.openpinpad.simulator.card.vpcd.VpcdSlot;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Other people's cards in the slot, in place of one of our own. */
final class SlotOptions {

    /** Whose card it is; one of them. */
    private static final class Whose {
        @Option(
                names = "--vpcd",
                paramLabel = "[HOST:]PORT",
                arity = "0..1",
                fallbackValue = "" + VpcdSlot.PORT,
                description =
                        "The card is a program that connects here as to vsmartcard's vpcd (vicc, jCardSim, an app); default"
                                + " 127.0.0.1:35963. It gets the PIN; whoever reaches the port can be it.")
        String vpcd;

        @Option(
                names = "--slot",
                paramLabel = "KIND:WHICH",
                description =
                        "A slot of this machine, as the firmware has on the Pi: sec1210:DEVICE, a SEC1210 at a serial device;"
                                + " pcsc:NAME, a reader of the PC/SC service.")
        String slot;

        @ArgGroup(exclusive = false)
        AppletOptions applet;
    }

    /** A JavaCard applet. */
    private static final class AppletOptions {
        @Option(
                names = "--applet",
                paramLabel = "CLASS",
                required = true,
                description = "The card is a JavaCard with this applet, in jCardSim.")
        String className;

        @Option(
                names = "--aid",
                paramLabel = "HEX",
                required = true,
                description = "The applet's identifier, 5 to 16 bytes.")
        String aid;

        @Option(
                names = "--applet-classpath",
                paramLabel = "PATHS",
                description = "Jars and class folders of the applet, separated by colons.")
        String paths = "";
    }

    @Option(
            names = "--chip",
            paramLabel = "PROTOCOL",
            description =
                    "Put the card behind a simulated SEC1210 at a pseudo-terminal and drive it as on the Pi; the card speaks"
                            + " ${COMPLETION-CANDIDATES}.")
    ChipProtocol chip;

    @ArgGroup
    Whose whose = new Whose();

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    /** The slot, with one of our own cards if nothing else is wanted. */
    SlotChoice choice(CardChoice card, Path state, boolean empty) {
        SlotChoice choice = whatever(card, state, empty);
        return chip == null ? choice : new SlotChoice.BehindChip(choice, chip, empty);
    }

    private SlotChoice whatever(CardChoice card, Path state, boolean empty) {
        if (whose.slot != null) {
            return new SlotChoice.Device(whose.slot);
        }
        if (whose.vpcd != null) {
            return new SlotChoice.Vpcd(HostPort.parse(spec, "--vpcd", whose.vpcd));
        }
        if (whose.applet != null) {
            AppletOptions applet = whose.applet;
            return new SlotChoice.JavaCardApplet(applet.className, applet.aid, applet.paths, empty);
        }
        return new SlotChoice.Own(card, state, empty);
    }
}
