// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * SCARD_IO_REQUEST of pcsc-lite on 64-bit Linux, 16 bytes:
 *
 * <pre>
 * offset  bytes
 *      0      8  dwProtocol
 *      8      8  cbPciLength, 16
 * </pre>
 */
final class IoRequest {

    private static final int CB_PCI_LENGTH = 8;
    static final int SIZE = 16;

    private final Memory memory = new Memory(SIZE);

    IoRequest(Protocol protocol) {
        memory.setLong(0, protocol.bit());
        memory.setLong(CB_PCI_LENGTH, SIZE);
    }

    long address() {
        return Pointer.nativeValue(memory);
    }
}
