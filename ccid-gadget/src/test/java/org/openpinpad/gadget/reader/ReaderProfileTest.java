// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openpinpad.ccid.descriptor.CcidDescriptor;

/** The descriptor that hosts get on with (CCID 1.1 §5.1), and why not another. */
class ReaderProfileTest {
    @Test
    void the_profile_is_the_one_that_hosts_get_on_with() {
        CcidDescriptor descriptor = ReaderProfile.descriptor(3);
        assertEquals(0x0110, descriptor.bcdCcid());
        assertEquals(0x000404BA, descriptor.features());
        assertEquals(65_554, descriptor.maxCcidMessageLength());
        assertTrue(descriptor.maxCcidMessageLength() % 64 != 0 && descriptor.maxCcidMessageLength() % 512 != 0);
        assertEquals(0, descriptor.maxSlotIndex());
        assertEquals(1, descriptor.maxCcidBusySlots());
        assertEquals(7, descriptor.voltageSupport());
        assertEquals(3, descriptor.protocols());
        assertEquals(254, descriptor.maxIfsd());
        assertEquals(0xFF, descriptor.classGetResponse());
        assertEquals(0xFF, descriptor.classEnvelope());
        assertTrue(descriptor.numDataRatesSupported() >= 1 && descriptor.numClockSupported() >= 1);
        assertEquals(0, descriptor.mechanical() | descriptor.synchProtocols());
        for (int pinSupport = 0; pinSupport < 4; pinSupport++) {
            assertEquals(pinSupport, ReaderProfile.descriptor(pinSupport).pinSupport());
        }
    }
}
