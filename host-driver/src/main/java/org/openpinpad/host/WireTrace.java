// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

/** Sees a line of text for every message that crosses between this program and the reader. */
@FunctionalInterface
public interface WireTrace {

    /** Looks away. */
    WireTrace NONE = line -> {};

    /** A message, decoded: direction, name, length, status; never a body. */
    void message(String line);
}
