// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app.settings;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openpinpad.card.CardSlot;
import org.openpinpad.card.SlotUnavailable;
import org.openpinpad.card.pcsc.PcscSlot;
import org.openpinpad.card.sec1210.Sec1210Slot;
import org.openpinpad.linux.Libc;

/** The kinds of card slot that the firmware can drive, as the setting {@code slot} names them: {@code KIND:WHICH}. */
public enum SlotBackend {
    /** A SEC1210 at a serial device: {@code sec1210:/dev/ttyAMA0}. */
    SEC1210("sec1210", "a serial device, such as sec1210:/dev/ttyAMA0") {
        @Override
        CardSlot make(Libc libc, String which, Consumer<String> remarks) throws SlotUnavailable {
            return Sec1210Slot.open(libc, which, remarks);
        }
    },
    /** A reader of this machine's PC/SC service: {@code pcsc:NAME}, or a part of its name that no other has. */
    PCSC("pcsc", "a reader's name or a part of it, such as pcsc:ACR39U") {
        @Override
        CardSlot make(Libc libc, String which, Consumer<String> remarks) throws SlotUnavailable {
            return PcscSlot.open(libc, which, remarks);
        }
    };

    private final String kind;
    private final String which;

    SlotBackend(String kind, String which) {
        this.kind = kind;
        this.which = which;
    }

    abstract CardSlot make(Libc libc, String which, Consumer<String> remarks) throws SlotUnavailable;

    /**
     * Opens the slot that a setting names.
     *
     * @param setting {@code KIND:WHICH}
     * @param remarks told in a sentence of what happens to the slot later; from any thread
     * @throws SlotUnavailable when the setting names none, or that one cannot be had
     */
    public static CardSlot open(Libc libc, String setting, Consumer<String> remarks) throws SlotUnavailable {
        int colon = setting.indexOf(':');
        String kind = colon < 0 ? setting : setting.substring(0, colon);
        String which = colon < 0 ? "" : setting.substring(colon + 1).strip();
        for (SlotBackend backend : values()) {
            if (backend.kind.equals(kind.strip())) {
                return backend.opened(libc, setting, which, remarks);
            }
        }
        throw new SlotUnavailable("There is no kind of card slot \"" + kind + "\". Set slot to "
                + Arrays.stream(values())
                        .map(backend -> backend.kind + ": and " + backend.which)
                        .collect(Collectors.joining("; or to "))
                + ".");
    }

    private CardSlot opened(Libc libc, String setting, String name, Consumer<String> remarks) throws SlotUnavailable {
        if (name.isEmpty()) {
            throw new SlotUnavailable("The setting slot = " + setting + " does not say which: behind " + kind
                    + ": belongs " + which + ".");
        }
        return make(libc, name, remarks);
    }
}
