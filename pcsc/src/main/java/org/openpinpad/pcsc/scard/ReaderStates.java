// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Some SCARD_READERSTATE in a row, as pcsc-lite lays them out on 64-bit Linux, 80 bytes each:
 *
 * <pre>
 * offset  bytes
 *      0      8  szReader, a pointer
 *      8      8  pvUserData, a pointer
 *     16      8  dwCurrentState
 *     24      8  dwEventState
 *     32      8  cbAtr
 *     40     33  rgbAtr
 *     73      7  filling
 * </pre>
 */
public final class ReaderStates {

    // SCARD_STATE_*, winscard.h
    public static final long UNAWARE = 0x0000;
    public static final long IGNORE = 0x0001;
    public static final long CHANGED = 0x0002;
    public static final long UNKNOWN = 0x0004;
    public static final long UNAVAILABLE = 0x0008;
    public static final long EMPTY = 0x0010;
    public static final long PRESENT = 0x0020;
    public static final long ATRMATCH = 0x0040;
    public static final long EXCLUSIVE = 0x0080;
    public static final long INUSE = 0x0100;
    public static final long MUTE = 0x0200;

    /** The upper half of an event state counts insertions and removals, modulo 65 536. */
    public static final int EVENTS_SHIFT = 16;

    private static final int CURRENT_STATE = 16;
    private static final int EVENT_STATE = 24;
    static final int SIZE = 80;

    private final Memory states;
    private final int count;

    /** Holds the names, to which the states point. */
    private final Memory names;

    private ReaderStates(Memory states, int count, Memory names) {
        this.states = states;
        this.count = count;
        this.names = names;
    }

    /** Of these readers, of whose states nothing is known. */
    public static ReaderStates of(List<String> readers) {
        byte[] text = (String.join("\0", readers) + "\0").getBytes(StandardCharsets.UTF_8);
        Memory names = new Memory(text.length);
        names.write(0, text, 0, text.length);
        Memory states = new Memory((long) SIZE * Math.max(1, readers.size()));
        states.clear();
        long nameAt = 0;
        for (int i = 0; i < readers.size(); i++) {
            states.setPointer((long) i * SIZE, names.share(nameAt));
            nameAt += readers.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return new ReaderStates(states, readers.size(), names);
    }

    /** The name of one reader, as the service reads it. */
    public String name(int reader) {
        long at = Pointer.nativeValue(states.getPointer(offset(reader))) - Pointer.nativeValue(names);
        return names.getString(at, StandardCharsets.UTF_8.name());
    }

    /** What the caller believes. */
    public long current(int reader) {
        return states.getLong(offset(reader) + CURRENT_STATE);
    }

    /** What the service last said. */
    public long event(int reader) {
        return states.getLong(offset(reader) + EVENT_STATE);
    }

    /** The caller has heard what the service said, and waits for something else. */
    public void accept(int reader) {
        states.setLong(offset(reader) + CURRENT_STATE, event(reader) & ~CHANGED);
    }

    /** What a service does; for those that stand in for one. */
    public void say(int reader, long eventState) {
        states.setLong(offset(reader) + EVENT_STATE, eventState);
    }

    public int count() {
        return count;
    }

    long address() {
        return Pointer.nativeValue(states);
    }

    private long offset(int reader) {
        return (long) java.util.Objects.checkIndex(reader, count) * SIZE;
    }
}
