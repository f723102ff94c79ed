// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.usb;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.simulator.usb.TrafficListener.Direction;
import org.openpinpad.simulator.usb.TrafficListener.Endpoint;
import org.openpinpad.usbip.SetupPacket;
import org.openpinpad.usbip.UrbStatus;
import org.openpinpad.usbip.UsbSpeed;

/** The reader with a USB device controller in software around it: takes transfers, and messages of the reader. */
final class VirtualUsbDevice implements HostWriter, UsbDeviceModel.Endpoints {
    private static final int STOP_TIMEOUT_MS = 2_000;

    private final TrafficListener listener;
    private final InEndpoint bulkIn;
    private final InEndpoint interruptIn;
    private final OutEndpoint bulkOut;
    private final UsbDeviceModel model;
    private final Thread usbOut;

    VirtualUsbDevice(ReaderBus bus, UsbSpeed speed, TrafficListener listener) {
        this.listener = listener;
        bulkIn = new InEndpoint(speed.bulkPacketSize(), bytes -> show(Endpoint.BULK, bytes));
        interruptIn = new InEndpoint(UsbDescriptors.INTERRUPT_PACKET_SIZE, bytes -> show(Endpoint.INTERRUPT, bytes));
        bulkOut = new OutEndpoint(bus, speed.bulkPacketSize(), listener);
        model = new UsbDeviceModel(bus, speed, this);
        usbOut = new Thread(bulkOut, "usb-out");
        usbOut.setDaemon(true);
        bus.connect(this);
    }

    void start() {
        usbOut.start();
    }

    /** As if unplugged, for good. */
    void stop() throws InterruptedException {
        disconnected();
        usbOut.interrupt();
        usbOut.join(STOP_TIMEOUT_MS);
    }

    /** Begins a transfer; it ends through the URB, now or later. Called by one thread at a time. */
    void submit(Urb urb) {
        int address = urb.command().endpoint() | (urb.command().toHost() ? 0x80 : 0);
        switch (address) {
            case 0x00, 0x80 -> control(urb);
            case UsbDescriptors.BULK_OUT -> bulkOut.submit(urb);
            case UsbDescriptors.BULK_IN -> bulkIn.submit(urb);
            case UsbDescriptors.INTERRUPT_IN -> interruptIn.submit(urb);
            default -> urb.complete(UrbStatus.EPIPE, 0);
        }
    }

    /** The PC has taken a transfer back. */
    void cancel(int seqnum) {
        bulkOut.cancel(seqnum);
        bulkIn.cancel(seqnum);
        interruptIn.cancel(seqnum);
    }

    /** The PC is gone. */
    synchronized void disconnected() {
        model.disconnected();
    }

    private synchronized void control(Urb urb) {
        SetupPacket setup = urb.command().setup();
        show(setup);
        Optional<ByteBuffer> answer = model.request(setup);
        if (answer.isEmpty()) {
            urb.complete(UrbStatus.EPIPE, 0);
            return;
        }
        ByteBuffer data = answer.get();
        ByteBuffer taken =
                data.slice(0, Math.min(data.remaining(), urb.command().toHost() ? urb.length() : 0));
        if (taken.hasRemaining()) {
            show(Endpoint.CONTROL, taken);
        }
        urb.complete(UrbStatus.OK, taken);
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        return bulkIn.send(message);
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        return interruptIn.send(notification);
    }

    @Override
    public void enable() {
        bulkIn.enable();
        interruptIn.enable();
        bulkOut.enable();
    }

    @Override
    public void disable() {
        bulkOut.disable();
        interruptIn.disable();
        bulkIn.disable();
    }

    @Override
    public boolean halted(int address) {
        return switch (address) {
            case UsbDescriptors.BULK_OUT -> bulkOut.halted();
            case UsbDescriptors.BULK_IN -> bulkIn.halted();
            default -> interruptIn.halted();
        };
    }

    @Override
    public void halt(int address, boolean halt) {
        switch (address) {
            case UsbDescriptors.BULK_OUT -> bulkOut.halt(halt);
            case UsbDescriptors.BULK_IN -> bulkIn.halt(halt);
            default -> interruptIn.halt(halt);
        }
    }

    private void show(Endpoint endpoint, ByteBuffer toPc) {
        listener.message(Direction.TO_PC, endpoint, toPc.asReadOnlyBuffer());
    }

    private void show(SetupPacket setup) {
        ByteBuffer bytes = ByteBuffer.allocate(SetupPacket.LENGTH);
        setup.write(bytes, 0);
        listener.message(Direction.TO_READER, Endpoint.CONTROL, bytes.asReadOnlyBuffer());
    }
}
