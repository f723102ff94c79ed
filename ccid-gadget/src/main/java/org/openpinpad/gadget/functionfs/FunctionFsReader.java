// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openpinpad.gadget.reader.HostWriter;
import org.openpinpad.gadget.reader.ReaderBus;
import org.openpinpad.linux.Errno;
import org.openpinpad.linux.Libc;

/**
 * Puts a reader on a USB device controller of this machine. The host sees it from {@link #open} on, when everything behind it
 * is ready, until {@link #close}.
 */
public final class FunctionFsReader implements HostWriter, AutoCloseable {

    private static final String NAME = "openpinpad";
    private static final Path MOUNT_POINTS = Path.of("/run/openpinpad");
    private static final int MNT_DETACH = 2;
    /** One does the card's work while the other reads on. */
    private static final int READING_THREADS = 2;

    private static final long JOIN_MS = 1000;

    private final Libc libc;
    private final ReaderBus reader;
    /** One gadget a controller, so that readers on several do not take each other down. */
    private final String name;

    private final Path mountPoint;
    private final Configfs configfs;
    private final BusState bus = new BusState();
    private final ByteBuffer nothing = ByteBuffer.allocateDirect(1).limit(0);

    private EndpointFile ep0;
    private EndpointFile out;
    private EndpointFile in;
    private EndpointFile interrupt;
    private ControlEndpoint control;
    private Thread ep0Thread;
    private volatile int packetSize = Speed.HIGH.bulkPacket;

    private FunctionFsReader(Libc libc, ReaderBus reader, String controller) {
        this.libc = libc;
        this.reader = reader;
        name = NAME + "-" + controller;
        mountPoint = MOUNT_POINTS.resolve(controller);
        configfs = new Configfs(name);
    }

    /**
     * Makes the gadget and plugs it in.
     *
     * @param controller the name of the USB device controller, as in {@code /sys/class/udc}
     * @throws GadgetException in one sentence, when there is no such controller or this process may not use it
     */
    public static FunctionFsReader open(Libc libc, ReaderBus reader, String controller) {
        FunctionFsReader gadget = new FunctionFsReader(libc, reader, controller);
        try {
            gadget.takeDown();
            gadget.configfs.create(reader.identity());
            gadget.mount();
            gadget.describe();
            gadget.start();
            gadget.configfs.bind(controller);
        } catch (GadgetException e) {
            gadget.close();
            throw e;
        }
        return gadget;
    }

    private void mount() {
        try {
            Files.createDirectories(mountPoint);
        } catch (IOException e) {
            throw new GadgetException("The directory " + mountPoint + " cannot be made.", e);
        }
        int mounted = libc.mount(name, mountPoint.toString(), "functionfs");
        if (mounted < 0) {
            throw new GadgetException("FunctionFS cannot be mounted on " + mountPoint + " (" + Errno.describe(-mounted)
                    + "). It takes root and the kernel module usb_f_fs.");
        }
    }

    private void describe() {
        ep0 = EndpointFile.open(libc, mountPoint, "ep0");
        write(Descriptors.descriptors(reader.descriptor()), "descriptors");
        write(Descriptors.strings(reader.identity().product()), "strings");
        out = EndpointFile.open(libc, mountPoint, "ep1");
        in = EndpointFile.open(libc, mountPoint, "ep2");
        interrupt = EndpointFile.open(libc, mountPoint, "ep3");
    }

    private void write(ByteBuffer blob, String what) {
        int written = ep0.write(blob);
        if (written != blob.remaining()) {
            throw new GadgetException("The kernel refuses the USB " + what + " (" + Errno.describe(-written) + ").");
        }
    }

    private void start() {
        control = new ControlEndpoint(ep0, reader, bus);
        ep0Thread = new Thread(control::serve, "ep0");
        ep0Thread.setDaemon(true);
        reader.connect(this);
        ep0Thread.start();
        MessageReader messages = new MessageReader(out, reader, bus, size -> packetSize = size);
        for (int i = 0; i < READING_THREADS; i++) {
            Thread thread = new Thread(messages, "usb-out");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public boolean bulkIn(ByteBuffer message) {
        int length = message.remaining();
        if (in.write(message) != length) {
            return false;
        }
        return length % packetSize != 0 || in.write(nothing) == 0;
    }

    @Override
    public boolean interruptIn(ByteBuffer notification) {
        return interrupt.write(notification) == notification.remaining();
    }

    /** Unplugs the reader and removes the gadget. */
    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
        configfs.unbind();
        if (ep0Thread != null) {
            try {
                ep0Thread.join(JOIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (EndpointFile file : new EndpointFile[] {interrupt, in, out, ep0}) {
            if (file != null) {
                file.close();
            }
        }
        takeDown();
    }

    /** Removes whatever stands of the gadget: this one's, or what a killed process left. */
    private void takeDown() {
        configfs.unbind();
        libc.unmount(mountPoint.toString(), MNT_DETACH);
        configfs.remove();
    }
}
