// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the JVM was told when it was started, by its own account: options of the command line, a file or the environment may
 * contradict each other, and only the JVM knows which it took.
 */
final class JvmFlags {

    private JvmFlags() {}

    /** Refuses a JVM into which others get, or which writes its heap to a file. */
    static void check() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        require(jvm, "DisableAttachMechanism", true);
        require(jvm, "HeapDumpOnOutOfMemoryError", false);
    }

    private static void require(HotSpotDiagnosticMXBean jvm, String flag, boolean wanted) {
        if (Boolean.parseBoolean(jvm.getVMOption(flag).getValue()) != wanted) {
            throw new IllegalStateException(
                    "No PIN may be typed here, for this JVM gives its memory away: start it with -XX:"
                            + (wanted ? "+" : "-") + flag + ", or best with java @device/jvm-options.");
        }
    }
}
