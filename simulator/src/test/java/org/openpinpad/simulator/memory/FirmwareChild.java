// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.linux.Libc;
import org.openpinpad.linux.LockedPage;
import org.openpinpad.simulator.CardHand;
import org.openpinpad.simulator.ReaderProgram;
import org.openpinpad.simulator.card.VirtualCard;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.card.openpgp.Lengths;
import org.openpinpad.simulator.card.openpgp.OpenPgpCard;
import org.openpinpad.simulator.panel.LinePanel;

/**
 * The firmware in a process that is searched: {@link ReaderProgram}, as {@code ./pinpad simulate} runs it. What differs is
 * around it: the command line is not parsed; the card gets its PIN before, first on standard input; card and display can be
 * told to fail; the PC is played by this class, which does the lines of the named pipe that is its argument; and when the
 * process ends, by SIGTERM or a fault, it waits in the last moment until it was searched.
 *
 * <pre>
 * HEX                            one bulk-OUT message
 * abort                          the control request, of bSlot 0, bSeq 2
 * reset, suspend, resume         what the bus does
 * unbind, bind                   the reader is deconfigured and stays so; is configured again
 * card TRICK, answer             what the card does with the next VERIFY (TrickyCard); the slow card answers
 * display faulty, writer faulty  the next picture with twelve digits typed, or bytes for the PC, meet a fault
 * gc                             a garbage collection
 * </pre>
 *
 * Each line is answered by "did" and itself; what the PC reads is "pc" and its bytes, time extensions left out.
 */
final class FirmwareChild implements HostWriter {

    /** CHANGE REFERENCE DATA with the PW1 of a new card; the new one follows. */
    private static final String CHANGE = "00240081" + "12" + "313233343536";

    static final String ALL_MARKS = " " + "*".repeat(SecretDigits.COUNT) + " ";

    private final TrickyCard card;
    private final LinePanel panel = new LinePanel(System.out);
    private volatile boolean displayIsFaulty;
    private volatile boolean writerIsFaulty;
    private ReaderBus bus;
    private ByteBuffer out;

    private FirmwareChild(VirtualCard card) {
        this.card = new TrickyCard(card);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("wants a PIN");
        Libc libc = Libc.load();
        OpenPgpCard card = OpenPgpCard.inMemory(Lengths.EXTENDED);
        personalise(card, libc);
        FirmwareChild child = new FirmwareChild(card);
        VirtualSlot slot = new VirtualSlot(child.card);
        slot.insert();
        System.setErr(new HeldReport());
        Runtime.getRuntime().addShutdownHook(new Thread(FirmwareChild::hold, "until it was searched"));
        new ReaderProgram(libc, slot, CardHand.at(slot), child::show, Language.ENGLISH, GuardRules.DEFAULT)
                .run(bus -> child.connect(bus, Path.of(arguments[0])), "in a test");
        System.out.println("ended");
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

    /** Standard error, from which nobody returns who reports a fault: FailStop writes after the wipe, before the end. */
    private static final class HeldReport extends PrintStream {
        HeldReport() {
            super(System.out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            System.out.println(line);
        }

        @Override
        public void println(Object report) {
            System.out.println(report);
            System.out.println("reported");
            hold();
        }
    }

    /** For ever; who has searched ends the process. */
    private static void hold() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AutoCloseable connect(ReaderBus reader, Path lines) throws InterruptedException {
        bus = reader;
        bus.connect(this);
        bus.configured();
        out = bus.freeBuffer();
        Thread thread = new Thread(() -> serve(lines), "pc");
        thread.setDaemon(true);
        thread.start();
        return bus::deconfigured;
    }

    private void serve(Path path) {
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                carryOut(line);
                System.out.println("did " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(String line) throws InterruptedException {
        switch (line) {
            case "abort" -> bus.abort(0, 2);
            case "reset" -> {
                bus.deconfigured();
                bus.configured();
            }
            case "unbind" -> bus.deconfigured();
            case "bind" -> bus.configured();
            case "suspend" -> bus.suspended();
            case "resume" -> bus.resumed();
            case "answer" -> card.answer();
            case "display faulty" -> displayIsFaulty = true;
            case "writer faulty" -> writerIsFaulty = true;
            case "gc" -> System.gc();
            default -> carryOutWithArgument(line);
        }
    }

    private void carryOutWithArgument(String line) throws InterruptedException {
        if (line.startsWith("card ")) {
            card.next(TrickyCard.Trick.valueOf(line.substring("card ".length()).toUpperCase(Locale.ROOT)));
            return;
        }
        out.clear().put(HexFormat.of().parseHex(line)).flip();
        if (bus.message(out)) {
            out = bus.freeBuffer();
        }
    }

    private void show(Frame frame, String line) {
        panel.show(frame, line);
        if (displayIsFaulty && line.contains(ALL_MARKS)) {
            throw new IllegalStateException(line); // tells in its message what it should not
        }
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        if (writerIsFaulty) {
            throw new IllegalStateException("the bus");
        }
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
