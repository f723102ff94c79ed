// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import org.openpinpad.ccid.message.IccStatus;

/** Told about what a user may be shown. Called by the engine's caller of the moment; must return at once. */
public interface ReaderListener {

    /** The bus as the reader knows it (USB 2.0 §9.1). */
    enum Bus {
        NOT_CONFIGURED,
        CONFIGURED,
        SUSPENDED
    }

    void changed(Bus bus, IccStatus icc);
}
