// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.message.IccStatus;

/** How bus and card stand, as the PC is told; the listener hears of every change. */
final class SlotState {

    private final CardPort card;
    private final ReaderListener listener;
    private ReaderListener.Bus bus = ReaderListener.Bus.NOT_CONFIGURED;
    private IccStatus icc;

    SlotState(CardPort card, ReaderListener listener) {
        this.card = card;
        this.listener = listener;
        icc = presence();
    }

    IccStatus icc() {
        return icc;
    }

    boolean is(IccStatus status) {
        return icc == status;
    }

    boolean is(ReaderListener.Bus state) {
        return bus == state;
    }

    void change(IccStatus status) {
        icc = status;
        listener.changed(bus, icc);
    }

    void change(ReaderListener.Bus state) {
        bus = state;
        listener.changed(bus, icc);
    }

    /** No card is taken for active any more: one is there without power, or none. */
    void unpowered() {
        change(presence());
    }

    private IccStatus presence() {
        return card.present() ? IccStatus.INACTIVE : IccStatus.ABSENT;
    }
}
