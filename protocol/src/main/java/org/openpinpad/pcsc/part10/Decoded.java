// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

import java.util.Optional;

/** What became of bytes that somebody else wrote: a structure, or the place where they stop making sense. */
public sealed interface Decoded<T> {

    /** The bytes were this. */
    record Value<T>(T value) implements Decoded<T> {}

    /** The bytes are wrong at {@code offset}; {@code problem} says why in a few words. */
    record Malformed<T>(int offset, String problem) implements Decoded<T> {}

    /** The structure, or nothing, for callers to whom the reason does not matter. */
    default Optional<T> toOptional() {
        return this instanceof Value<T> decoded ? Optional.of(decoded.value()) : Optional.empty();
    }
}
