// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.WireTrace;

/** The readers of the PC/SC service, by the JDK's provider or another. An address is a reader's name, or a part of it. */
public final class PcscReaders implements ReaderFinder {

    /** Gives a provider's terminals. */
    public interface Provider {
        CardTerminals terminals() throws NoSuchAlgorithmException;
    }

    private static final String CARD_PRESENT = "card present";

    private final Provider provider;

    /** The readers of some provider. */
    public PcscReaders(Provider provider) {
        this.provider = provider;
    }

    /** The readers of the JDK's own provider. */
    public static PcscReaders ofJdk() {
        return new PcscReaders(() -> {
            PcscLibrary.announce();
            return TerminalFactory.getInstance("PC/SC", null).terminals();
        });
    }

    @Override
    public String scheme() {
        return "";
    }

    @Override
    public List<Found> list() {
        return terminals().stream()
                .map(terminal -> new Found(terminal.getName(), terminal.getName(), state(terminal)))
                .toList();
    }

    @Override
    public Reader open(String address, WireTrace trace) {
        List<CardTerminal> all = terminals();
        List<CardTerminal> chosen = address.isEmpty() ? preferred(all) : named(all, address);
        if (chosen.size() == 1) {
            return new PcscReader(chosen.get(0), trace);
        }
        if (all.isEmpty()) {
            throw new ReaderException(
                    Kind.NO_READER,
                    "The PC/SC service knows no reader; is it plugged in, and does 'pcsc_scan -r' show it?");
        }
        throw new ReaderException(
                Kind.NO_READER,
                (chosen.isEmpty() ? "No reader is called '" + address + "'" : "More than one reader fits")
                        + "; there is "
                        + quoted(chosen.isEmpty() ? all : chosen) + ".");
    }

    private List<CardTerminal> terminals() {
        try {
            return provider.terminals().list();
        } catch (NoSuchAlgorithmException e) {
            throw noService(e);
        } catch (CardException e) {
            PcscError error = PcscError.of(e);
            // pcsc-lite says this where others give an empty list.
            if (error.code().equals("SCARD_E_NO_READERS_AVAILABLE")) {
                return List.of();
            }
            throw error.code().equals("SCARD_E_NO_SERVICE") ? noService(e) : error.toException(e);
        }
    }

    private static ReaderException noService(Exception cause) {
        return new ReaderException(
                Kind.NO_SERVICE,
                "No PC/SC service answers: install and start pcscd, or name a reader as usb:VID:PID to go without it.",
                cause);
    }

    /** Without a name: the only reader, or the only one with a card. */
    private static List<CardTerminal> preferred(List<CardTerminal> all) {
        if (all.size() <= 1) {
            return all;
        }
        List<CardTerminal> withCard = all.stream()
                .filter(terminal -> state(terminal).equals(CARD_PRESENT))
                .toList();
        return withCard.size() == 1 ? withCard : all;
    }

    private static List<CardTerminal> named(List<CardTerminal> all, String address) {
        List<CardTerminal> exact = all.stream()
                .filter(terminal -> terminal.getName().equals(address))
                .toList();
        String part = address.toLowerCase(Locale.ROOT);
        return !exact.isEmpty()
                ? exact
                : all.stream()
                        .filter(terminal ->
                                terminal.getName().toLowerCase(Locale.ROOT).contains(part))
                        .toList();
    }

    private static String state(CardTerminal terminal) {
        try {
            return terminal.isCardPresent() ? CARD_PRESENT : "no card";
        } catch (CardException e) {
            return "state unknown";
        }
    }

    private static String quoted(List<CardTerminal> terminals) {
        return terminals.stream()
                .map(terminal -> "'" + terminal.getName() + "'")
                .collect(Collectors.joining(", "));
    }
}
