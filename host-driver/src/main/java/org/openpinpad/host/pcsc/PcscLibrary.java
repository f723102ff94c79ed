// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where pcsc-lite's client library lies. Some JDKs look only in {@code lib64} and for a name that none but development
 * packages install; a system property, read once, tells them better.
 */
final class PcscLibrary {

    private static final String PROPERTY = "sun.security.smartcardio.library";
    private static final String NAME = "libpcsclite.so.1";
    private static final List<String> DIRECTORIES = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib/arm-linux-gnueabihf",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/lib");

    private PcscLibrary() {}

    /** Sets the property, unless the user has or there is nothing to say. To be called before the first use of PC/SC. */
    static void announce() {
        if (System.getProperty(PROPERTY) == null) {
            find(DIRECTORIES.stream().map(Path::of)).ifPresent(path -> System.setProperty(PROPERTY, path.toString()));
        }
    }

    static Optional<Path> find(Stream<Path> directories) {
        return directories
                .map(directory -> directory.resolve(NAME))
                .filter(Files::isReadable)
                .findFirst();
    }
}
