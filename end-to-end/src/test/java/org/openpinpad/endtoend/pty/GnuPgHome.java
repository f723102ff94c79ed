// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A home directory for GnuPG that uses the reader through pcscd. Where GnuPG would ask for a PIN on the PC's screen, a script
 * stands that writes down what it was asked, and knows no PIN.
 */
final class GnuPgHome {
    private final Path home;
    private final Path pinentryLog;

    GnuPgHome(Path dir) throws IOException {
        DebianPackages.needProgram("gpg");
        DebianPackages.needFile(Path.of("/usr/lib/gnupg/scdaemon"), "scdaemon");
        home = Files.createDirectory(
                dir.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        pinentryLog = dir.resolve("pinentry.log");
        Files.write(
                home.resolve("scdaemon.conf"),
                List.of("disable-ccid", "enable-pinpad-varlen", "log-file " + dir.resolve("scdaemon.log")));
        Files.write(
                home.resolve("gpg-agent.conf"),
                List.of(
                        "pinentry-program " + Path.of("vm", "guest", "pinentry").toAbsolutePath(),
                        "log-file " + dir.resolve("agent.log")));
    }

    Map<String, String> environment() {
        return Map.of("GNUPGHOME", home.toString(), "PINENTRY_LOG", pinentryLog.toString(), "LC_ALL", "C.UTF-8");
    }

    /** What GnuPG wanted from the screen, one command of the Assuan protocol a line. */
    String screenRequests() throws IOException {
        return Files.exists(pinentryLog) ? Files.readString(pinentryLog) : "";
    }
}
