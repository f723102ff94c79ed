// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.descriptor.ClassRequest;
import org.openpinpad.ccid.message.LittleEndian;
import org.openpinpad.gadget.reader.ReaderBus;

/**
 * The thread {@code ep0}: the function's events, twelve bytes each, and the class requests of CCID 1.1 §5.3.
 *
 * <p>A request is stalled by input or output in its opposite direction; one without data is acknowledged by reading, which
 * the kernel cuts to nothing. So no call here has length zero.
 */
final class ControlEndpoint {

    /** enum usb_functionfs_event_type. */
    private static final int BIND = 0;

    private static final int UNBIND = 1;
    private static final int ENABLE = 2;
    private static final int DISABLE = 3;
    private static final int SETUP = 4;
    private static final int SUSPEND = 5;
    private static final int RESUME = 6;

    private static final int EVENT_BYTES = 12;
    private static final int EVENTS_MAX = 4;
    private static final int EVENT_TYPE = 8;
    private static final int IN = 0x80;

    private final EndpointFile ep0;
    private final ReaderBus reader;
    private final BusState bus;
    private final ByteBuffer events = ByteBuffer.allocateDirect(EVENT_BYTES * EVENTS_MAX);
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64);
    private volatile boolean closing;

    ControlEndpoint(EndpointFile ep0, ReaderBus reader, BusState bus) {
        this.ep0 = ep0;
        this.reader = reader;
        this.bus = bus;
    }

    /** Serves events until the function is unbound after {@link #close}, or the file fails for good. */
    void serve() {
        boolean bound = true;
        while (bound) {
            int read = ep0.read(events.clear());
            if (read < 0 && closing) {
                return;
            }
            for (int at = 0; at + EVENT_BYTES <= read; at += EVENT_BYTES) {
                bound = handle(at) || !closing;
            }
        }
    }

    /** The next unbinding ends the thread. */
    void close() {
        closing = true;
    }

    /** One event; false when the function is unbound. */
    private boolean handle(int at) {
        switch (events.get(at + EVENT_TYPE)) {
            case ENABLE -> {
                reader.configured();
                bus.enable();
            }
            case DISABLE -> endConfiguration();
            case UNBIND -> {
                endConfiguration();
                return false;
            }
            case SUSPEND -> reader.suspended();
            case RESUME -> reader.resumed();
            case SETUP -> setup(at);
            case BIND -> {}
            default -> {}
        }
        return true;
    }

    private void endConfiguration() {
        bus.disable();
        reader.deconfigured();
    }

    /** USB 2.0 §9.3: bmRequestType, bRequest, wValue, wIndex, wLength. */
    private void setup(int at) {
        int requestType = LittleEndian.u8(events, at);
        int request = LittleEndian.u8(events, at + 1);
        int value = LittleEndian.u16(events, at + 2);
        int length = LittleEndian.u16(events, at + 6);
        if (requestType == ClassRequest.TO_DEVICE && request == ClassRequest.ABORT && length == 0) {
            if (reader.abort(value & 0xFF, value >>> 8)) {
                ep0.read(scratch.clear());
            } else {
                stall(requestType);
            }
        } else if (requestType == ClassRequest.TO_HOST && request == ClassRequest.GET_CLOCK_FREQUENCIES) {
            ep0.write(reader.clockFrequencies());
        } else if (requestType == ClassRequest.TO_HOST && request == ClassRequest.GET_DATA_RATES) {
            ep0.write(reader.dataRates());
        } else {
            stall(requestType);
        }
    }

    private void stall(int requestType) {
        if ((requestType & IN) != 0) {
            ep0.read(scratch.clear());
        } else {
            ep0.write(scratch.clear());
        }
    }
}
