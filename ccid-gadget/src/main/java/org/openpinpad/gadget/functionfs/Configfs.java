// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openpinpad.gadget.reader.ReaderIdentity;

/**
 * The gadget's tree in configfs (kernel: Documentation/usb/gadget_configfs.rst): one configuration with one FunctionFS
 * function. A tree that a killed process left is taken down first.
 */
final class Configfs {

    private static final Path GADGETS = Path.of("/sys/kernel/config/usb_gadget");
    private static final String BUS_POWERED = "0x80";
    private static final String MILLIAMPERES = "500";

    private final Path gadget;
    private final Path function;
    private final Path configuration;
    private final Path udc;

    Configfs(String name) {
        gadget = GADGETS.resolve(name);
        function = gadget.resolve("functions/ffs." + name);
        configuration = gadget.resolve("configs/c.1");
        udc = gadget.resolve("UDC");
    }

    void create(ReaderIdentity identity) {
        if (!Files.isDirectory(GADGETS)) {
            throw new GadgetException("This kernel offers no USB gadgets at " + GADGETS
                    + ". Load libcomposite and mount configfs, and run as root.");
        }
        try {
            makeTree(identity);
        } catch (IOException e) {
            throw new GadgetException(
                    "The USB gadget cannot be made in " + GADGETS + " (" + e.getMessage() + "). It takes root.", e);
        }
    }

    private void makeTree(ReaderIdentity identity) throws IOException {
        Files.createDirectory(gadget);
        write("idVendor", hex(identity.vendorId()));
        write("idProduct", hex(identity.productId()));
        write("bcdDevice", hex(identity.bcdDevice()));
        write("bcdUSB", "0x0200");
        Path strings = Files.createDirectory(gadget.resolve("strings/0x409"));
        Files.writeString(strings.resolve("manufacturer"), identity.manufacturer());
        Files.writeString(strings.resolve("product"), identity.product());
        Files.writeString(strings.resolve("serialnumber"), identity.serialNumber());
        Files.createDirectory(configuration);
        Files.writeString(configuration.resolve("MaxPower"), MILLIAMPERES);
        Files.writeString(configuration.resolve("bmAttributes"), BUS_POWERED);
        Files.createDirectory(function);
        // configfs resolves a link's target against the working directory of the process, so it must be absolute
        Files.createSymbolicLink(configuration.resolve(function.getFileName()), function);
    }

    private void write(String attribute, String value) throws IOException {
        Files.writeString(gadget.resolve(attribute), value);
    }

    private static String hex(int value) {
        return String.format("0x%04x", value);
    }

    /** Plugs the gadget in: from now on the host sees the reader. */
    void bind(String controller) {
        try {
            Files.writeString(udc, controller);
        } catch (IOException e) {
            throw new GadgetException(
                    "The USB device controller '" + controller + "' cannot be used (" + e.getMessage()
                            + "). Present are: " + controllers() + ".",
                    e);
        }
    }

    /** Unplugs the gadget, if it is plugged in. */
    void unbind() {
        try {
            Files.writeString(udc, "\n");
        } catch (IOException e) {
            // Not bound (ENODEV) or not there at all: unplugged is what was wanted.
            return;
        }
    }

    /** Takes the tree down, as far as it stands. The function must not be mounted any more. */
    void remove() {
        List<Path> inOrder = List.of(
                configuration.resolve(function.getFileName()),
                configuration,
                function,
                gadget.resolve("strings/0x409"),
                gadget);
        for (Path path : inOrder) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new GadgetException("An earlier USB gadget is still there and cannot be removed: " + path, e);
            }
        }
    }

    static String controllers() {
        try (Stream<Path> names = Files.list(Path.of("/sys/class/udc"))) {
            return String.join(
                    ", ",
                    names.map(path -> path.getFileName().toString()).sorted().toList());
        } catch (IOException e) {
            return "none";
        }
    }
}
