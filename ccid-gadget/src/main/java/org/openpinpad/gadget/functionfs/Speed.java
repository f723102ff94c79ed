// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

/** What differs between the speeds that the reader offers (USB 2.0 §5.7, §5.8, §9.6.6). */
enum Speed {
    /** Bulk packets of 64 bytes; bInterval counts milliseconds. */
    FULL(64, 16),
    /** Bulk packets of 512 bytes, as the standard demands; bInterval is an exponent: 2^(8-1) x 125 us = 16 ms. */
    HIGH(512, 8);

    final int bulkPacket;
    final int interruptInterval;

    Speed(int bulkPacket, int interruptInterval) {
        this.bulkPacket = bulkPacket;
        this.interruptInterval = interruptInterval;
    }
}
