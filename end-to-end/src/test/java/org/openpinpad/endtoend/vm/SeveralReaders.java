// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.vm;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openpinpad.app.Firmware;
import org.openpinpad.display.Language;
import org.openpinpad.gadget.functionfs.FunctionFsReader;
import org.openpinpad.guard.GuardRules;
import org.openpinpad.keypad.FileKeySource;
import org.openpinpad.linux.Libc;
import org.openpinpad.simulator.card.EchoCard;
import org.openpinpad.simulator.card.VirtualSlot;
import org.openpinpad.simulator.panel.LinePanel;

/**
 * The whole firmware several times over in one process, as an emulated machine has no room for many: {@code SeveralReaders
 * COUNT FOLDER}. Reader n is on the controller dummy_udc.n; its keys come from FOLDER/keys.n, a FIFO, and its display is
 * FOLDER/panel.n.
 */
final class SeveralReaders {
    private SeveralReaders() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        Libc libc = Libc.load();
        List<FunctionFsReader> gadgets = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            gadgets.add(start(libc, arguments[1], n));
        }
        System.err.println("ready: " + gadgets.size() + " readers");
        Thread.currentThread().join(); // until the process is ended
    }

    private static FunctionFsReader start(Libc libc, String folder, int n) throws IOException {
        int keys = libc.open(folder + "/keys." + n, Libc.O_RDWR | Libc.O_CLOEXEC); // with a writer it has no end
        if (keys < 0) {
            throw new IOException("no FIFO for reader " + n);
        }
        VirtualSlot slot = new VirtualSlot(new EchoCard());
        slot.insert();
        PrintStream display = new PrintStream(folder + "/panel." + n, StandardCharsets.UTF_8);
        Firmware firmware = Firmware.start(
                libc,
                slot,
                new FileKeySource(libc, keys),
                new LinePanel(display),
                Language.ENGLISH,
                GuardRules.DEFAULT,
                key -> {},
                () -> {});
        return FunctionFsReader.open(libc, firmware.bus(), "dummy_udc." + n);
    }
}
