// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.usbip.SetupPacket;
import org.openpinpad.usbip.UsbSpeed;

/**
 * Answers the control requests of a configured or unconfigured device: the standard ones (USB 2.0 §9.4) itself, those of
 * the class (CCID 1.1 §5.3) through the reader. One thread at a time.
 */
final class UsbDeviceModel {

    /** The endpoints, which some requests concern. */
    interface Endpoints {
        /** Begins a session: the configuration is chosen. */
        void enable();

        /** Ends it. Without effect when there is none. */
        void disable();

        boolean halted(int address);

        void halt(int address, boolean halt);
    }

    private static final int STANDARD_TO_DEVICE = 0x00;
    private static final int STANDARD_TO_INTERFACE = 0x01;
    private static final int STANDARD_TO_ENDPOINT = 0x02;
    private static final int STANDARD_FROM_DEVICE = 0x80;
    private static final int STANDARD_FROM_INTERFACE = 0x81;
    private static final int STANDARD_FROM_ENDPOINT = 0x82;

    /** bRequest (USB 2.0 §9.4, table 9-4). */
    private static final int GET_STATUS = 0;

    private static final int CLEAR_FEATURE = 1;
    private static final int SET_FEATURE = 3;
    private static final int GET_DESCRIPTOR = 6;
    private static final int GET_CONFIGURATION = 8;
    private static final int SET_CONFIGURATION = 9;
    private static final int GET_INTERFACE = 10;
    private static final int SET_INTERFACE = 11;

    /** The one feature of an endpoint (table 9-6). */
    private static final int ENDPOINT_HALT = 0;

    private final ReaderBus bus;
    private final UsbSpeed speed;
    private final Endpoints endpoints;
    private final UsbDescriptors descriptors;
    private boolean configured;

    UsbDeviceModel(ReaderBus bus, UsbSpeed speed, Endpoints endpoints) {
        this.bus = bus;
        this.speed = speed;
        this.endpoints = endpoints;
        this.descriptors = new UsbDescriptors(bus.identity(), bus.descriptor());
    }

    /** The data stage of the answer, perhaps empty, at most wLength bytes; nothing when the request is stalled. */
    Optional<ByteBuffer> request(SetupPacket setup) {
        Optional<ByteBuffer> answer = switch (setup.requestType()) {
            case STANDARD_TO_DEVICE -> toDevice(setup);
            case STANDARD_FROM_DEVICE -> fromDevice(setup);
            case STANDARD_TO_INTERFACE -> toInterface(setup);
            case STANDARD_FROM_INTERFACE -> fromInterface(setup);
            case STANDARD_TO_ENDPOINT -> toEndpoint(setup);
            case STANDARD_FROM_ENDPOINT -> fromEndpoint(setup);
            case ClassRequest.TO_DEVICE -> classToReader(setup);
            case ClassRequest.TO_HOST -> classFromReader(setup);
            default -> Optional.empty();
        };
        return answer.map(data -> data.slice(data.position(), Math.min(data.remaining(), setup.length())));
    }

    /** The bus is gone: as configuration 0. */
    void disconnected() {
        leaveConfiguration();
    }

    private Optional<ByteBuffer> toDevice(SetupPacket setup) {
        if (setup.request() != SET_CONFIGURATION) {
            return Optional.empty();
        }
        if (setup.value() == UsbDescriptors.CONFIGURATION_VALUE) {
            enterConfiguration();
            return done();
        }
        if (setup.value() == 0) {
            leaveConfiguration();
            return done();
        }
        return Optional.empty();
    }

    private Optional<ByteBuffer> fromDevice(SetupPacket setup) {
        return switch (setup.request()) {
            case GET_STATUS -> bytes(0, 0);
            case GET_CONFIGURATION -> bytes(configured ? UsbDescriptors.CONFIGURATION_VALUE : 0);
            case GET_DESCRIPTOR -> descriptor(setup.value() >>> 8, setup.value() & 0xFF, setup.index());
            default -> Optional.empty();
        };
    }

    private Optional<ByteBuffer> descriptor(int type, int index, int language) {
        if (type == UsbDescriptors.TYPE_STRING) {
            return descriptors.string(index, language);
        }
        if (index != 0) {
            return Optional.empty();
        }
        return switch (type) {
            case UsbDescriptors.TYPE_DEVICE -> Optional.of(descriptors.device());
            case UsbDescriptors.TYPE_CONFIGURATION -> Optional.of(descriptors.configuration(type, speed));
            case UsbDescriptors.TYPE_DEVICE_QUALIFIER -> Optional.of(descriptors.deviceQualifier());
            case UsbDescriptors.TYPE_OTHER_SPEED -> Optional.of(descriptors.configuration(type, speed.other()));
            default -> Optional.empty();
        };
    }

    private Optional<ByteBuffer> toInterface(SetupPacket setup) {
        boolean theOnlyOne = setup.request() == SET_INTERFACE && setup.value() == 0;
        if (!isOurInterface(setup) || !theOnlyOne) {
            return Optional.empty();
        }
        enterConfiguration();
        return done();
    }

    private Optional<ByteBuffer> fromInterface(SetupPacket setup) {
        if (!isOurInterface(setup)) {
            return Optional.empty();
        }
        return switch (setup.request()) {
            case GET_STATUS -> bytes(0, 0);
            case GET_INTERFACE -> bytes(0);
            default -> Optional.empty();
        };
    }

    private Optional<ByteBuffer> toEndpoint(SetupPacket setup) {
        boolean set = setup.request() == SET_FEATURE;
        boolean halt = (set || setup.request() == CLEAR_FEATURE) && setup.value() == ENDPOINT_HALT;
        if (!halt || !isEndpoint(setup.index())) {
            return Optional.empty();
        }
        endpoints.halt(setup.index(), set);
        return done();
    }

    private Optional<ByteBuffer> fromEndpoint(SetupPacket setup) {
        if (setup.request() != GET_STATUS || !isEndpoint(setup.index())) {
            return Optional.empty();
        }
        return bytes(endpoints.halted(setup.index()) ? 1 : 0, 0);
    }

    private Optional<ByteBuffer> classToReader(SetupPacket setup) {
        boolean abort = setup.request() == ClassRequest.ABORT && setup.length() == 0;
        boolean taken = isOurInterface(setup) && abort && bus.abort(setup.value() & 0xFF, setup.value() >>> 8);
        return taken ? done() : Optional.empty();
    }

    private Optional<ByteBuffer> classFromReader(SetupPacket setup) {
        if (!isOurInterface(setup)) {
            return Optional.empty();
        }
        return switch (setup.request()) {
            case ClassRequest.GET_CLOCK_FREQUENCIES -> Optional.of(bus.clockFrequencies());
            case ClassRequest.GET_DATA_RATES -> Optional.of(bus.dataRates());
            default -> Optional.empty();
        };
    }

    private boolean isOurInterface(SetupPacket setup) {
        return configured && setup.index() == 0;
    }

    private boolean isEndpoint(int address) {
        return configured
                && switch (address) {
                    case UsbDescriptors.BULK_OUT, UsbDescriptors.BULK_IN, UsbDescriptors.INTERRUPT_IN -> true;
                    default -> false;
                };
    }

    /** Choosing again what is chosen ends what was under way (USB 2.0 §9.1.1.5). */
    private void enterConfiguration() {
        leaveConfiguration();
        configured = true;
        endpoints.enable();
        bus.configured();
    }

    private void leaveConfiguration() {
        if (configured) {
            configured = false;
            endpoints.disable();
            bus.deconfigured();
        }
    }

    private static Optional<ByteBuffer> done() {
        return Optional.of(Urb.NO_DATA);
    }

    private static Optional<ByteBuffer> bytes(int... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length);
        for (int value : values) {
            out.put((byte) value);
        }
        return Optional.of(out.flip());
    }
}
