// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openpinpad.display.Display;
import org.openpinpad.display.Language;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.panel.LinePanel;
import org.openpinpad.simulator.panel.RawTerminal;
import org.openpinpad.simulator.panel.TerminalPanel;
import org.openpinpad.simulator.panel.TrafficPane;
import org.openpinpad.simulator.usb.TrafficListener;
import org.openpinpad.simulator.usb.UsbIpServer;
import org.openpinpad.usbip.UsbSpeed;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pinpad simulate}: the reader alone, until it is told to end. */
@Command(
        name = "simulate",
        description = "Runs the reader with a simulated front panel and card until it is ended (Ctrl-C or SIGTERM).",
        footerHeading = "%nKeys, one character each, from the terminal or from standard input:%n",
        footer = {
            "  0-9        a digit",
            "  O, Enter   OK                (a line's end in a script is no key); on the idle screen the event log",
            "  C, Delete  correct: takes the last digit back",
            "  E, Ctrl-U  clear: takes all digits of this PIN back",
            "  X          cancel; on the idle screen it locks a card that has taken a PIN",
            "  - and +    pull the card out, put it in",
            "",
            "In a terminal the front panel is drawn, with the USB traffic beside it. Otherwise every change of the",
            "display is one line on standard output, and keys are read from standard input, whose end does not end",
            "the reader. Messages go to standard error; \"ready: ...\" says that a PC can find the reader."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private static final int TRAFFIC_LINES = 500;

    /** Where the reader is plugged in; one of them. */
    private static final class Where {
        @Option(
                names = "--usbip",
                paramLabel = "[HOST:]PORT",
                arity = "0..1",
                fallbackValue = "3240",
                description =
                        "Lend the reader by USB/IP; default 127.0.0.1:3240. Whoever reaches the port has the reader.")
        String usbIp;

        @Option(
                names = "--udc",
                paramLabel = "NAME",
                description =
                        "Be a USB gadget on this machine's USB device controller NAME (see /sys/class/udc). Takes root.")
        String controller;

        @Option(
                names = "--pty",
                paramLabel = "PATH",
                description =
                        "Be a serial reader at a pseudo-terminal that PATH becomes a link to, for pcscd's libccidtwin.so."
                                + " The card then speaks T=0.")
        Path line;
    }

    @ArgGroup
    Where where = new Where();

    @Option(
            names = "--speed",
            description = "Speed of the USB/IP reader: ${COMPLETION-CANDIDATES}; default high.",
            defaultValue = "HIGH")
    UsbSpeed speed;

    @Option(
            names = "--card",
            description = "The card in the slot: ${COMPLETION-CANDIDATES}; default OPENPGP.",
            defaultValue = "OPENPGP")
    CardChoice card;

    @Option(names = "--no-card", description = "Begin with an empty slot; + puts the card in.")
    boolean slotEmpty;

    @Option(names = "--state", paramLabel = "FILE", description = "Keep the card's keys and PINs in FILE between runs.")
    Path state;

    @Mixin
    SlotOptions others = new SlotOptions();

    @Option(
            names = "--language",
            description =
                    "Language of the display where the PC has no wish: ${COMPLETION-CANDIDATES}; default English.",
            defaultValue = "ENGLISH")
    Language language;

    @Mixin
    GuardOptions guard = new GuardOptions();

    @Spec
    CommandSpec spec;

    private final Libc libc = Libc.load();

    @Override
    public Integer call() throws Exception {
        Transport transport = transport();
        SlotChoice.Opened slot = others.choice(card, state, slotEmpty).open(transport instanceof Transport.Pty);
        if (RawTerminal.present()) {
            inTerminal(transport, slot);
        } else {
            PrintStream out = new PrintStream(
                    new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
            run(transport, slot, new LinePanel(out), TrafficListener.NONE);
        }
        return SimulatorMain.ExitCode.OK;
    }

    private void inTerminal(Transport transport, SlotChoice.Opened slot) throws Exception {
        TrafficPane pane = new TrafficPane(TRAFFIC_LINES);
        try (RawTerminal terminal = RawTerminal.open();
                TerminalPanel panel = TerminalPanel.open(terminal.out(), terminal::size, pane)) {
            run(transport, slot, panel, new DescribedTraffic(pane::add));
        }
    }

    private void run(Transport transport, SlotChoice.Opened slot, Display display, TrafficListener traffic)
            throws Exception {
        ReaderProgram program = new ReaderProgram(libc, slot.slot(), slot.hand(), display, language, guard.rules());
        program.run(bus -> transport.open(libc, bus, traffic), transport.where());
    }

    private Transport transport() {
        if (where.controller != null) {
            return new Transport.FunctionFs(where.controller);
        }
        if (where.line != null) {
            return new Transport.Pty(where.line);
        }
        return new Transport.UsbIp(
                HostPort.parse(spec, "--usbip", where.usbIp == null ? "" + UsbIpServer.PORT : where.usbIp), speed);
    }
}
