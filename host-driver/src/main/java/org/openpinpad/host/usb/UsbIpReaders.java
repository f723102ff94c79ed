// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpinpad.host.Reader;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.ReaderFinder;
import org.openpinpad.host.WireTrace;
import org.openpinpad.usbip.ExportedDevice;

/**
 * The readers that USB/IP servers lend. An address is {@code HOST[:PORT][/BUSID]}, a host in brackets if it has colons;
 * empty stands for the usual port of this machine.
 */
public final class UsbIpReaders implements ReaderFinder {

    /** The port that IANA gives to USB/IP. */
    private static final int PORT = 3240;

    private static final int PORT_MAX = 65_535;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>[^:/\\[\\]]+|\\[[0-9A-Fa-f:.%]+\\])(:(?<port>[0-9]{1,5}))?(/(?<bus>.{1,31}))?");

    /**
     * What an address says.
     *
     * @param busId empty for the first device
     */
    record Address(InetSocketAddress server, String busId) {

        static Address parse(String text) {
            if (text.isEmpty()) {
                return new Address(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), "");
            }
            Matcher matcher = ADDRESS.matcher(text);
            int port = -1;
            if (matcher.matches()) {
                port = matcher.group("port") == null ? PORT : Integer.parseInt(matcher.group("port"));
            }
            if (port < 1 || port > PORT_MAX) {
                throw new ReaderException(
                        Kind.NO_READER, "'" + text + "' is no address of a USB/IP server; write HOST:PORT[/BUSID].");
            }
            String busId = matcher.group("bus") == null ? "" : matcher.group("bus");
            return new Address(new InetSocketAddress(matcher.group("host"), port), busId);
        }
    }

    @Override
    public String scheme() {
        return "usbip";
    }

    /** What this machine's own server lends; nothing when there is none. */
    @Override
    public List<Found> list() {
        Address here = Address.parse("");
        try {
            return UsbIpDevice.list(here.server()).stream()
                    .map(device -> found(here.server(), device))
                    .toList();
        } catch (ReaderException e) {
            if (e.kind() == Kind.NO_SERVICE) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Reader open(String address, WireTrace trace) {
        Address wanted = Address.parse(address);
        return new CcidReader(new TracedPipe(UsbIpCcidPipe.open(wanted.server(), wanted.busId()), trace));
    }

    private static Found found(InetSocketAddress server, ExportedDevice device) {
        String address = "usbip:" + server.getHostString() + ":" + server.getPort() + "/" + device.busId();
        return new Found(address, "USB/IP device %04X:%04X".formatted(device.vendorId(), device.productId()), "");
    }
}
