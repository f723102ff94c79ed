// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpinpad.ccid.descriptor.CcidDescriptor;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidInterface.Endpoint;
import org.openpinpad.host.usb.UsbLibrary.Attached;
import org.usb4java.LibUsb;

/** Which devices on the USB are readers, and which of them is meant. */
class UsbDevicesTest {

    private static final ByteBuffer NO_EXTRA = ByteBuffer.allocate(0);
    private static final CcidInterface CCID = new CcidInterface(0, (byte) 0x01, (byte) 0x82, ScriptedPipe.READER);

    @Test
    void bulkEndpointsAreToldFromTheInterrupt() {
        List<Endpoint> endpoints = List.of(endpoint(0x83, 3), endpoint(0x01, 2), endpoint(0x82, 2));
        assertEquals(Optional.of(CCID), CcidInterface.of(0, classDescriptor(), endpoints));
    }

    @Test
    void theClassDescriptorMayStandBehindTheLastEndpoint() {
        List<Endpoint> endpoints =
                List.of(endpoint(0x01, 2), endpoint(0x82, 2), new Endpoint(0x83, 3, classDescriptor()));
        assertEquals(Optional.of(CCID), CcidInterface.of(0, NO_EXTRA, endpoints));
    }

    @Test
    void withoutBothBulkEndpointsOrTheClassDescriptorItIsNoReader() {
        assertEquals(Optional.empty(), CcidInterface.of(0, classDescriptor(), List.of(endpoint(0x82, 2))));
        assertEquals(Optional.empty(), CcidInterface.of(0, classDescriptor(), List.of(endpoint(0x01, 2))));
        assertEquals(Optional.empty(), CcidInterface.of(0, NO_EXTRA, List.of(endpoint(0x01, 2), endpoint(0x82, 2))));
    }

    @Test
    void otherDescriptorsBeforeTheClassesAreSkipped() {
        ByteBuffer extra = ByteBuffer.allocate(60).put(new byte[] {3, 0x41, 7}).put(classDescriptor());
        assertEquals(Optional.of(ScriptedPipe.READER), CcidInterface.classDescriptor(extra.flip()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 53})
    void brokenClassDescriptorsAreNone(int length) {
        ByteBuffer broken = ByteBuffer.allocate(length);
        broken.put(classDescriptor().limit(length));
        assertEquals(Optional.empty(), CcidInterface.classDescriptor(broken.flip()));
    }

    @Test
    void aZeroLengthDescriptorDoesNotHang() {
        assertEquals(Optional.empty(), CcidInterface.classDescriptor(ByteBuffer.allocate(54)));
    }

    @Test
    void addressesAreRead() {
        assertTrue(UsbAddress.parse("1209:0001").matches(UsbAddress.of(0x1209, 1, 3, 7)));
        assertTrue(UsbAddress.parse("1209:0001@3-7").matches(UsbAddress.of(0x1209, 1, 3, 7)));
        assertEquals("1209:beef@3-7", UsbAddress.parse("1209:BEEF@3-7").toString());
        assertTrue(!UsbAddress.parse("1209:0001@3-8").matches(UsbAddress.of(0x1209, 1, 3, 7)));
        assertTrue(!UsbAddress.parse("1209:0002").matches(UsbAddress.of(0x1209, 1, 3, 7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1209", "1209:1", "1209:00011", "1209:0001@", "1209:0001@1", "1209:0001@1-9999", "x"})
    void otherFormsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> UsbAddress.parse(text));
    }

    @Test
    void theOnlyReaderNeedsNoName() {
        Attached one = new Attached(UsbAddress.of(0x1209, 1, 1, 5), CCID);
        assertEquals(one, UsbLibReaders.choose("", List.of(one)));
    }

    @Test
    void twoOfAKindNeedTheirPlace() {
        Attached one = new Attached(UsbAddress.of(0x1209, 1, 1, 5), CCID);
        Attached two = new Attached(UsbAddress.of(0x1209, 1, 1, 6), CCID);
        assertEquals(two, UsbLibReaders.choose("1209:0001@1-6", List.of(one, two)));
        assertEquals(
                "More than one reader on the USB fits; there is usb:1209:0001@1-5, usb:1209:0001@1-6.",
                assertThrows(ReaderException.class, () -> UsbLibReaders.choose("1209:0001", List.of(one, two)))
                        .getMessage());
        assertEquals(
                "There is no such reader on the USB; there is none at all.",
                assertThrows(ReaderException.class, () -> UsbLibReaders.choose("", List.of()))
                        .getMessage());
    }

    @Test
    void libusbsErrorsAreTold() {
        assertTrue(UsbLibError.opening("1209:0001", LibUsb.ERROR_BUSY)
                .getMessage()
                .startsWith("Another program owns USB device 1209:0001: pcscd or scdaemon;"));
        assertEquals(
                Kind.NO_PERMISSION,
                UsbLibError.opening("1209:0001", LibUsb.ERROR_ACCESS).kind());
        assertEquals(Kind.GONE, UsbLibError.transferring(LibUsb.ERROR_NO_DEVICE).kind());
    }

    /** What there is on this machine is not known, but asking must not fail with anything other than a sentence. */
    @Test
    void listingAsksTheRealLibusb() {
        try {
            assertTrue(new UsbLibReaders()
                    .list().stream().allMatch(found -> found.address().startsWith("usb:")));
        } catch (ReaderException e) {
            assertEquals(Kind.NO_SERVICE, e.kind());
        }
    }

    private static ByteBuffer classDescriptor() {
        ByteBuffer bytes = ByteBuffer.allocate(CcidDescriptor.LENGTH);
        ScriptedPipe.READER.write(bytes);
        return bytes.flip();
    }

    private static Endpoint endpoint(int address, int attributes) {
        return new Endpoint(address, attributes, NO_EXTRA);
    }
}
