// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.pty;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The Debian packages that the tests take; one that is missing is a failure that names it. */
final class DebianPackages {
    private static final Map<String, String> OF_PROGRAM = Map.of(
            "opensc-tool", "opensc",
            "pkcs11-tool", "opensc",
            "pkcs15-tool", "opensc",
            "piv-tool", "opensc",
            "pcsc_scan", "pcsc-tools",
            "gpg", "gnupg",
            "gpgconf", "gnupg",
            "gpg-connect-agent", "gnupg",
            "nsenter", "util-linux",
            "vicc", "vsmartcard-vpicc");

    private DebianPackages() {}

    /** Fails if a program is not there; one with a path is ours or the JDK's. */
    static void needProgram(String program) {
        if (program.contains("/")) {
            return;
        }
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return;
            }
        }
        throw missing(program, OF_PROGRAM.getOrDefault(program, program));
    }

    /** Fails if a file is not there. */
    static void needFile(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            throw missing(file.toString(), debianPackage);
        }
    }

    /** OpenSC's PKCS#11 module, in the library directory of this machine's architecture. */
    static Path pkcs11Module() throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (Path directory : directories) {
                Path module = directory.resolve("opensc-pkcs11.so");
                if (Files.exists(module)) {
                    return module;
                }
            }
        }
        throw missing("opensc-pkcs11.so", "opensc-pkcs11");
    }

    private static AssertionError missing(String what, String debianPackage) {
        return new AssertionError("This test needs " + what + ": apt-get install " + debianPackage + ".");
    }
}
