// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

/** SCARD_PROTOCOL_*: the bits of pcsc-lite, of which only RAW is another one on Windows. */
public enum Protocol {
    /** None yet: a card without power, or a direct connection. */
    UNDEFINED(0),
    T0(1),
    T1(2),
    RAW(4);

    private final long bit;

    Protocol(long bit) {
        this.bit = bit;
    }

    static Protocol of(long dword) {
        for (Protocol each : values()) {
            if (each.bit == dword) {
                return each;
            }
        }
        return UNDEFINED;
    }

    /** Its value as a DWORD. */
    public long bit() {
        return bit;
    }
}
