// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

import java.util.concurrent.TimeUnit;
import org.openpinpad.app.Firmware;
import org.openpinpad.display.Language;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.linux.Libc;

/**
 * Measures PIN entries with the real firmware and all its threads: {@code PinLatency ROUNDS}. What stands in for hardware
 * takes no time of its own: a pipe for the keypad, a display that is drawn but not sent anywhere, a card, a bus.
 */
final class PinLatency {

    private static final String PIN = "123456";
    private static final String OK = "O";
    private static final char CANCEL = 'X';

    private static final String ACCEPTED = "0000009000";
    /** bStatus failed, bError PIN_CANCELLED (CCID 1.1 §6.2.6). */
    private static final String CANCELLED = "40EF00";

    /** Between two keys of a user there is time to draw, and for every thread to fall asleep. */
    private static final long PAUSE_MS = 10;

    private static final String NO_DEBOUNCE = "aim 20 ms; no debounce in it yet";

    private final int rounds;
    private final LockedPages pages = new LockedPages();
    private final ClockedSlot slot = new ClockedSlot();
    private final KeyPipe keys;
    private final Firmware firmware;
    private final ClockedHost host;

    private PinLatency(int rounds) throws InterruptedException {
        this.rounds = rounds;
        Libc libc = Libc.load();
        keys = new KeyPipe(libc);
        firmware = Firmware.start(
                pages.watching(libc),
                slot,
                keys.source(),
                (frame, line) -> {},
                Language.ENGLISH,
                GuardRules.DEFAULT,
                key -> {},
                () -> {});
        host = new ClockedHost(firmware.bus());
    }

    public static void main(String... arguments) throws InterruptedException {
        PinLatency bench = new PinLatency(Integer.parseInt(arguments[0]));
        bench.firstEntry();
        bench.entries(PinRequest.OPENPGP, PIN, "first byte of VERIFY");
        bench.entries(PinRequest.CHANGE, PIN + OK + PIN + OK + PIN, "CHANGE REFERENCE DATA");
        bench.cancels();
        bench.firmware.close();
    }

    /** What a user meets who has just plugged the reader in: nothing is compiled, hardly a class is loaded. */
    private void firstEntry() throws InterruptedException {
        Samples toCard = new Samples(1);
        Samples toHost = new Samples(1);
        entry(PinRequest.OPENPGP, PIN, toCard, toHost);
        new Row("first entry: last key to VERIFY", toCard.figures(), NO_DEBOUNCE).print();
        new Row("first entry: status word to bulk-in", toHost.figures(), "aim 5 ms").print();
    }

    private void entries(PinRequest request, String typed, String command) throws InterruptedException {
        measureEntries(request, typed, warmUp());
        Samples[] samples = measureEntries(request, typed, rounds);
        new Row("last key to " + command, samples[0].figures(), NO_DEBOUNCE).print();
        new Row("  its status word to bulk-in", samples[1].figures(), "aim 5 ms").print();
    }

    private Samples[] measureEntries(PinRequest request, String typed, int count) throws InterruptedException {
        Samples[] samples = {new Samples(count), new Samples(count)};
        for (int i = 0; i < count; i++) {
            entry(request, typed, samples[0], samples[1]);
        }
        return samples;
    }

    private void entry(PinRequest request, String typed, Samples toCard, Samples toHost) throws InterruptedException {
        type(request, typed);
        long pressedNs = keys.press(OK.charAt(0));
        long sentNs = host.await(ACCEPTED);
        toCard.add(slot.commandNs() - pressedNs);
        toHost.add(sentNs - slot.answerNs());
    }

    private void cancels() throws InterruptedException {
        measureCancels(warmUp());
        new Row("cancel key to empty pages", measureCancels(rounds).figures(), "the look-out takes a processor")
                .print();
    }

    private Samples measureCancels(int count) throws InterruptedException {
        Samples samples = new Samples(count);
        for (int i = 0; i < count; i++) {
            type(PinRequest.OPENPGP, PIN);
            if (pages.areWiped()) {
                throw new IllegalStateException("there is nothing to wipe");
            }
            long pressedNs = keys.press(CANCEL);
            samples.add(pages.awaitWipe() - pressedNs);
            host.await(CANCELLED);
        }
        return samples;
    }

    private void type(PinRequest request, String typed) throws InterruptedException {
        host.ask(request);
        for (int i = 0; i < typed.length(); i++) {
            keys.press(typed.charAt(i));
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }

    /** The first compiler takes a method up after 200 calls. */
    private int warmUp() {
        return rounds / 2;
    }
}
