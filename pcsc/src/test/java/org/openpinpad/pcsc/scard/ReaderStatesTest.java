// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory layouts, against what the C rules of alignment make of the declarations in pcsclite.h. */
class ReaderStatesTest {

    @Structure.FieldOrder({"szReader", "pvUserData", "dwCurrentState", "dwEventState", "cbAtr", "rgbAtr"})
    public static final class Declared extends Structure {
        public Pointer szReader;
        public Pointer pvUserData;
        public long dwCurrentState;
        public long dwEventState;
        public long cbAtr;
        public byte[] rgbAtr = new byte[SCard.MAX_ATR_SIZE];

        public Declared(long address) {
            super(new Pointer(address));
            read();
        }
    }

    @Test
    void each_state_lies_where_c_expects_it() {
        ReaderStates states = ReaderStates.of(List.of("first", "zweiter Leser mit ü"));
        states.say(1, 0x0003_0022);
        states.accept(1);
        Declared second = new Declared(states.address() + ReaderStates.SIZE);
        assertEquals(ReaderStates.SIZE, second.size());
        assertEquals("zweiter Leser mit ü", second.szReader.getString(0, "UTF-8"));
        assertEquals(0x0003_0022, second.dwEventState);
        assertEquals(0x0003_0020, second.dwCurrentState);
        assertEquals("first", new Declared(states.address()).szReader.getString(0, "UTF-8"));
        assertEquals(List.of("first", "zweiter Leser mit ü"), List.of(states.name(0), states.name(1)));
    }

    @Test
    void a_request_names_its_protocol_and_its_own_length() {
        Pointer request = new Pointer(new IoRequest(Protocol.T1).address());
        assertEquals(2, request.getLong(0));
        assertEquals(16, request.getLong(8));
    }
}
