// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.openpinpad.app.Firmware;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.keypad.ControlKey;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;
import org.openpinpad.simulator.panel.LinePanel;

/**
 * The real firmware with an OpenPGP card, in a process that is searched. The card's PIN comes first on standard input, then
 * keys; the PC is played by this class, which does the lines of the named pipe that is its argument:
 *
 * <pre>
 * HEX                            one bulk-OUT message
 * abort, reset, suspend, resume  what the bus does; abort is of bSlot 0, bSeq 2
 * gc                             a garbage collection
 * close                          the firmware ends, the process stays
 * </pre>
 *
 * With a second argument the display fails when the second digit is typed. Each line is answered by "did" and itself; what the PC reads is "pc" and its bytes, time extensions left out.
 */
final class FirmwareChild implements HostWriter {

    /** CHANGE REFERENCE DATA with the PW1 of a new card; the new one follows. */
    private static final String CHANGE = "00240081" + "12" + "313233343536";

    static final String SECOND_DIGIT = " ** ";

    private final Firmware firmware;
    private final ReaderBus bus;
    private ByteBuffer out;

    private FirmwareChild(Firmware firmware) throws InterruptedException {
        this.firmware = firmware;
        bus = firmware.bus();
        bus.connect(this);
        bus.configured();
        out = bus.freeBuffer();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Libc libc = Libc.load();
        OpenPgpCard card = OpenPgpCard.inMemory(Lengths.EXTENDED);
        personalise(card, libc);
        VirtualSlot slot = new VirtualSlot(card);
        slot.insert();
        FirmwareChild child = new FirmwareChild(Firmware.start(
                libc,
                slot,
                new FileKeySource(libc, FileKeySource.STANDARD_INPUT),
                arguments.length > 1 ? FirmwareChild::faulty : new LinePanel(System.out),
                Language.ENGLISH,
                key -> moveCard(slot, key),
                () -> {}));
        System.out.println("ready");
        try (BufferedReader lines = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                child.carryOut(line);
                System.out.println("did " + line);
            }
        }
    }

    /** A display whose driver has a fault, and tells in its message what it should not. */
    private static void faulty(Frame frame, String line) {
        if (line.contains(SECOND_DIGIT)) {
            throw new IllegalStateException(line);
        }
    }

    /** The PIN goes from the pipe into a locked page and from there into the card, which keeps a hash. */
    private static void personalise(OpenPgpCard card, Libc libc) {
        LockedPage page = LockedPage.map(libc);
        byte[] change = HexFormat.of().parseHex(CHANGE);
        page.bytes().put(change);
        for (int i = 0; i < SecretDigits.COUNT; i++) {
            libc.read(FileKeySource.STANDARD_INPUT, page.address(change.length + i), 1);
        }
        ByteBuffer response = page.bytes(1000, 100);
        card.process(page.bytes(0, change.length + SecretDigits.COUNT), response);
        boolean changed = response.get(0) == (byte) 0x90;
        page.wipe();
        if (!changed) {
            throw new IllegalStateException("the card did not take the PIN");
        }
    }

    private static void moveCard(VirtualSlot slot, ControlKey key) {
        switch (key) {
            case PULL_CARD -> slot.pull();
            case INSERT_CARD -> slot.insert();
            case OK, CORRECT, CLEAR, CANCEL -> {}
        }
    }

    private void carryOut(String line) throws InterruptedException {
        switch (line) {
            case "abort" -> bus.abort(0, 2);
            case "reset" -> {
                bus.deconfigured();
                bus.configured();
            }
            case "suspend" -> bus.suspended();
            case "resume" -> bus.resumed();
            case "gc" -> System.gc();
            case "close" -> firmware.close();
            default -> send(line);
        }
    }

    private void send(String hex) throws InterruptedException {
        out.clear().put(HexFormat.of().parseHex(hex)).flip();
        if (bus.message(out)) {
            out = bus.freeBuffer();
        }
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        if ((message.get(7) & 0xC0) != 0x80) {
            tell(message);
        }
        return true;
    }

    private static void tell(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        System.out.println("pc " + HexFormat.of().withUpperCase().formatHex(bytes));
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        tell(notification);
        return true;
    }
}
