// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

/** What a call of PC/SC returns, by the names of winscard.h without SCARD_, and what it means to a person. */
public enum ScardCode {
    S_SUCCESS(0x0000_0000, "done"),
    F_INTERNAL_ERROR(0x8010_0001, "the PC/SC service has an error of its own"),
    E_CANCELLED(0x8010_0002, "the call was cancelled"),
    E_INVALID_HANDLE(0x8010_0003, "the PC/SC service does not know this connection any more"),
    E_INVALID_PARAMETER(0x8010_0004, "the PC/SC service does not take this call"),
    E_INVALID_TARGET(0x8010_0005, "the PC/SC service's registration is not valid"),
    E_NO_MEMORY(0x8010_0006, "the PC/SC service has no memory left"),
    F_WAITED_TOO_LONG(0x8010_0007, "the PC/SC service waited too long"),
    E_INSUFFICIENT_BUFFER(0x8010_0008, "the answer is longer than the room for it"),
    E_UNKNOWN_READER(0x8010_0009, "the PC/SC service does not know this reader, or not any more"),
    E_TIMEOUT(0x8010_000A, "nothing happened in the time given"),
    E_SHARING_VIOLATION(0x8010_000B, "another program has the card to itself"),
    E_NO_SMARTCARD(0x8010_000C, "there is no card in the reader"),
    E_UNKNOWN_CARD(0x8010_000D, "this kind of card is not known"),
    E_CANT_DISPOSE(0x8010_000E, "the reader cannot do with the card what was asked at the end"),
    E_PROTO_MISMATCH(0x8010_000F, "card and reader have no protocol in common, or another program chose one"),
    E_NOT_READY(0x8010_0010, "the reader or the card is not ready"),
    E_INVALID_VALUE(0x8010_0011, "the PC/SC service does not take a value of this call"),
    E_SYSTEM_CANCELLED(0x8010_0012, "the system cancelled the call"),
    F_COMM_ERROR(0x8010_0013, "the connection to the PC/SC service, or to the reader, broke"),
    F_UNKNOWN_ERROR(0x8010_0014, "the PC/SC service failed and does not say why"),
    E_INVALID_ATR(0x8010_0015, "the card's answer to reset is not valid"),
    E_NOT_TRANSACTED(0x8010_0016, "the exchange with the card failed"),
    E_READER_UNAVAILABLE(0x8010_0017, "the reader was unplugged"),
    P_SHUTDOWN(0x8010_0018, "the system is shutting down"),
    E_PCI_TOO_SMALL(0x8010_0019, "the room for the protocol's name is too small"),
    E_READER_UNSUPPORTED(0x8010_001A, "the reader's driver is too old for the PC/SC service"),
    E_DUPLICATE_READER(0x8010_001B, "two readers have the same name"),
    E_CARD_UNSUPPORTED(0x8010_001C, "the card does not do what the PC/SC service needs"),
    E_NO_SERVICE(0x8010_001D, "the PC/SC service does not run"),
    E_SERVICE_STOPPED(0x8010_001E, "the PC/SC service was stopped"),
    E_UNEXPECTED(0x8010_001F, "the PC/SC service did not expect this, or cannot do it"),
    E_UNSUPPORTED_FEATURE(0x8010_0022, "the reader or its driver cannot do this"),
    E_NO_READERS_AVAILABLE(0x8010_002E, "there is no reader"),
    E_COMM_DATA_LOST(0x8010_002F, "the reader lost part of what was sent"),
    E_SERVER_TOO_BUSY(0x8010_0031, "the PC/SC service is too busy"),
    W_UNSUPPORTED_CARD(0x8010_0065, "the reader cannot speak with this card"),
    W_UNRESPONSIVE_CARD(0x8010_0066, "the card does not answer; is it the right way round?"),
    W_UNPOWERED_CARD(0x8010_0067, "the card has no power"),
    W_RESET_CARD(0x8010_0068, "another program reset the card"),
    W_REMOVED_CARD(0x8010_0069, "the card was taken out"),
    W_SECURITY_VIOLATION(0x8010_006A, "the PC/SC service does not let this user in (polkit)"),
    W_CANCELLED_BY_USER(0x8010_006E, "the user cancelled");

    private static final long LOW_32 = 0xFFFF_FFFFL;

    private final int code;
    private final String meaning;

    ScardCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The constant of what a call returned, whatever its LONG's upper half holds; F_UNKNOWN_ERROR for a number not here. */
    public static ScardCode of(long returned) {
        for (ScardCode each : values()) {
            if (each.code == (int) (returned & LOW_32)) {
                return each;
            }
        }
        return F_UNKNOWN_ERROR;
    }

    /** Its number in winscard.h, 32 bits without a sign. */
    public long number() {
        return code & LOW_32;
    }

    /** What it means, for a sentence to a person: without capital letter and full stop. */
    public String meaning() {
        return meaning;
    }

    public boolean isSuccess() {
        return this == S_SUCCESS;
    }
}
