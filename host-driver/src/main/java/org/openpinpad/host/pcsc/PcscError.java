// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.pcsc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openpinpad.host.PinResult;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;

/** What a PC/SC service's error code (PC/SC part 5; winscard.h) means to the user. Providers give it only inside a text. */
record PcscError(String code) {

    private static final Pattern CODE = Pattern.compile("SCARD_[EFW]_[A-Z_]+");
    private static final int CAUSES_MAX = 8;

    /** The first code in the messages of an exception and its causes; without one, the exception's own words. */
    static PcscError of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return new PcscError(matcher.group());
            }
            cause = cause.getCause();
        }
        return new PcscError(thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage());
    }

    private boolean cardGone() {
        return switch (code) {
            case "SCARD_W_REMOVED_CARD", "SCARD_E_NO_SMARTCARD" -> true;
            default -> false;
        };
    }

    /** The error as the end of a PIN entry. */
    PinResult toResult() {
        if (cardGone()) {
            return new PinResult.CardGone();
        }
        if (code.equals("SCARD_E_UNSUPPORTED_FEATURE")) {
            return new PinResult.RefusedByReader("its driver does not take this PIN block");
        }
        return new PinResult.ReaderError(problem());
    }

    /** The error as the reason why a reader cannot be used. */
    ReaderException toException(Throwable cause) {
        Kind kind = switch (code) {
            case "SCARD_E_NO_SERVICE", "SCARD_E_SERVICE_STOPPED" -> Kind.NO_SERVICE;
            case "SCARD_E_UNKNOWN_READER", "SCARD_E_READER_UNAVAILABLE" -> Kind.GONE;
            case "SCARD_E_SHARING_VIOLATION" -> Kind.BUSY;
            case "SCARD_W_SECURITY_VIOLATION" -> Kind.NO_PERMISSION;
            default -> cardGone() ? Kind.NO_CARD : Kind.IO;
        };
        String problem = problem();
        return new ReaderException(kind, Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".", cause);
    }

    private String problem() {
        return switch (code) {
            case "SCARD_E_NO_SERVICE", "SCARD_E_SERVICE_STOPPED" ->
                "the PC/SC service went away; start pcscd, then this program again";
            case "SCARD_E_UNKNOWN_READER", "SCARD_E_READER_UNAVAILABLE" -> "the reader was unplugged";
            case "SCARD_E_SHARING_VIOLATION" ->
                "another program has the card to itself; if it is GnuPG, 'gpgconf --kill scdaemon' frees it";
            case "SCARD_W_SECURITY_VIOLATION" -> "the PC/SC service does not let this user in (polkit)";
            case "SCARD_W_RESET_CARD" -> "another program reset the card meanwhile; try again";
            case "SCARD_W_UNRESPONSIVE_CARD" -> "the card does not answer; is it the right way round?";
            case "SCARD_W_UNPOWERED_CARD" -> "the card has no power";
            case "SCARD_W_REMOVED_CARD", "SCARD_E_NO_SMARTCARD" -> "there is no card in the reader";
            case "SCARD_E_PROTO_MISMATCH" ->
                "another program holds the card by another protocol; pull the card and insert it again";
            case "SCARD_E_NOT_TRANSACTED", "SCARD_F_COMM_ERROR" -> "the reader gave up with an error of its own";
            default -> "PC/SC says " + code;
        };
    }
}
