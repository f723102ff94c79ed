// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

/** Bits of {@code bEntryValidationCondition}: what ends the entry; the first that comes true (PC/SC part 10 §2.5.2). */
public final class EntryValidation {
    /** The last possible digit was typed. */
    public static final int MAX_SIZE_REACHED = 0x01;

    /** The OK key was pressed. */
    public static final int VALIDATION_KEY = 0x02;

    /** The time is up. */
    public static final int TIMEOUT = 0x04;

    private EntryValidation() {}
}
