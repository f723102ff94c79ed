// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

import java.nio.ByteBuffer;
import org.openpinpad.card.KnownAid;
import org.openpinpad.display.Act;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Content;
import org.openpinpad.display.Explanation;
import org.openpinpad.display.KeyAlgorithm;
import org.openpinpad.display.KeyName;

/**
 * Follows what passes between PC and card, and says what a command is about to do: in general by ISO 7816-4 and -8, in detail
 * for the applications that the reader knows. What it does not know it says so. Not thread-safe.
 */
public final class Interpreter {

    private static final int SW_OK = 0x9000;
    private static final int SW1_MORE = 0x61;
    private static final int SW1_WARNING = 0x63;
    private static final int INS_MSE = 0x22;
    private static final int INS_GENERAL_AUTHENTICATE = 0x86;
    private static final int INS_SELECT = 0xA4;
    private static final int INS_PSO = 0x2A;
    private static final int P1_HASH = 0x90;
    private static final int INS_GET_DATA = 0xCA;
    private static final int INS_PUT_DATA = 0xDA;
    private static final int BY_DF_NAME = 0x04;
    private static final int NO_TAG = -1;
    private static final int EID_AUTHENTICATION = 0x81;
    private static final int EID_SIGNATURE = 0x9F;

    private final CommandView view = new CommandView();
    private final SecurityEnvironment environment = new SecurityEnvironment();
    private final KeyAttributes attributes = new KeyAttributes();
    private final JoinedData parts = new JoinedData();

    private CardApplication selected = CardApplication.UNKNOWN;
    /** What PSO: HASH has given, for a signature without data. */
    private Content hashed = Content.NONE;
    /** The data object that the card has to be asked for by GET RESPONSE. */
    private int pendingTag = NO_TAG;

    /** The kind of a command; makes no garbage. */
    public Act act(ByteBuffer command) {
        view.set(command);
        return act();
    }

    private Act act() {
        Act act = Classes.of(view, application());
        boolean signs = switch (application()) {
            case PIV ->
                act == Act.DECRYPT
                        && PivCommand.isCurve(view.p1())
                        && (parts.isOpen() || !PivCommand.agreesOnKey(view));
            case OPENPGP -> act == Act.AUTHENTICATE && chosen(act) == KeyAttributes.SIGNATURE;
            case ESTEID -> act == Act.AUTHENTICATE && chosen(act) == EID_SIGNATURE;
            case PKCS15, UNKNOWN -> false;
        };
        return signs ? Act.SIGN : act;
    }

    /** The key that MSE has chosen for this. */
    private int chosen(Act act) {
        return environment.key(template(act));
    }

    /** Whether it uses a key of which the reader cannot say that it signs nothing (decision 9, consent {@code sign}). */
    public boolean maySign(ByteBuffer command) {
        Act act = act(command);
        if (!act.usesKey()) {
            return false;
        }
        CardApplication application = application();
        boolean general = switch (application) {
            case UNKNOWN, PKCS15 -> true;
            // An RSA key of PIV does with any block what the PC has padded as it likes.
            case PIV -> (view.ins() & ~1) != INS_GENERAL_AUTHENTICATE || PivCommand.isRsa(view.p1());
            case ESTEID -> chosen(act) != EID_AUTHENTICATION;
            case OPENPGP -> false;
        };
        return act == Act.SIGN
                || !view.isPlain()
                || (general && act == Act.AUTHENTICATE)
                || (application == CardApplication.PIV && general)
                || (act == Act.USE_KEY && !(application == CardApplication.PIV && view.p2() == PivCommand.MANAGEMENT));
    }

    /** All that is known of what a command is about to do. */
    public Explanation explain(ByteBuffer command) {
        Act act = act(command);
        if (act.usesKey()) {
            return keyUse(act);
        }
        return switch (act) {
            case SELECT -> selection();
            case UNKNOWN -> Explanation.of(act, application(), view.cla() << 8 | view.ins());
            case READ, WRITE -> Explanation.of(act, application(), object());
            case READ_PUBLIC_KEY, GENERATE_KEY -> Explanation.of(act, application(), keyPair());
            case TRIES_LEFT, VERIFY_PIN, FORGET_PIN, CHANGE_PIN, UNBLOCK_PIN, PIN_ON, PIN_OFF ->
                Explanation.of(act, application(), view.p2());
            default -> Explanation.of(act, application(), Explanation.NO_NUMBER);
        };
    }

    /** The application that the command is for, as far as is known. */
    private CardApplication application() {
        return view.isOnBasicChannel() ? selected : CardApplication.UNKNOWN;
    }

    private Explanation selection() {
        boolean byName = view.p1() == BY_DF_NAME;
        CardApplication named = byName ? named(view.body()) : CardApplication.UNKNOWN;
        boolean file = !byName && view.bodyLength() >= 2;
        int number =
                file ? view.body(view.bodyLength() - 2) << 8 | view.body(view.bodyLength() - 1) : Explanation.NO_NUMBER;
        return Explanation.of(Act.SELECT, file ? application() : named, number);
    }

    private static CardApplication named(ByteBuffer name) {
        return KnownAid.application(name, name.position(), name.remaining());
    }

    /** The tag of a data object; none for files. */
    private int object() {
        return switch (view.ins()) {
            case INS_GET_DATA, INS_PUT_DATA -> view.p1p2();
            case INS_GET_DATA + 1, INS_PUT_DATA + 1 -> {
                int tag = PivCommand.listedTag(view);
                yield tag < 0 ? view.p1p2() : tag;
            }
            default -> Explanation.NO_NUMBER;
        };
    }

    /** OpenPGP: the template's tag; PIV: the key's reference. */
    private int keyPair() {
        return switch (application()) {
            case OPENPGP -> view.bodyLength() > 0 ? view.body(0) : Explanation.NO_NUMBER;
            case PIV -> view.p2();
            default -> Explanation.NO_NUMBER;
        };
    }

    private Explanation keyUse(Act act) {
        return switch (application()) {
            case OPENPGP -> openPgp(act);
            case PIV -> piv(act);
            case ESTEID -> {
                int reference = chosen(act);
                KeyName key = reference == EID_SIGNATURE && act == Act.SIGN
                        ? KeyName.SIGNATURE
                        : reference == EID_AUTHENTICATION && act == Act.AUTHENTICATE
                                ? KeyName.AUTHENTICATION
                                : numbered(reference);
                yield with(act, key, reference, KeyAlgorithm.UNKNOWN);
            }
            case PKCS15, UNKNOWN -> {
                int reference = view.isPlain() && view.isOnBasicChannel()
                        ? environment.key(template(act))
                        : SecurityEnvironment.UNKNOWN;
                yield with(act, numbered(reference), reference, KeyAlgorithm.UNKNOWN);
            }
        };
    }

    private static KeyName numbered(int reference) {
        return reference == SecurityEnvironment.UNKNOWN ? KeyName.UNKNOWN : KeyName.NUMBERED;
    }

    private static int template(Act act) {
        return switch (act) {
            case SIGN -> SecurityEnvironment.SIGNATURE;
            case DECRYPT -> SecurityEnvironment.CONFIDENTIALITY;
            default -> SecurityEnvironment.AUTHENTICATION;
        };
    }

    /** OpenPGP card 3.4 §7.2.10 to §7.2.13; MSE may swap the keys of decryption and authentication (§7.2.18). */
    private Explanation openPgp(Act act) {
        int chosen = environment.key(template(act));
        return switch (act) {
            case SIGN -> with(act, KeyName.SIGNATURE, KeyAttributes.SIGNATURE, attributes.of(KeyAttributes.SIGNATURE));
            case DECRYPT -> openPgp(act, chosen == SecurityEnvironment.UNKNOWN ? KeyAttributes.DECRYPTION : chosen);
            case AUTHENTICATE ->
                openPgp(act, chosen == SecurityEnvironment.UNKNOWN ? KeyAttributes.AUTHENTICATION : chosen);
            default -> with(act, KeyName.UNKNOWN, Explanation.NO_NUMBER, KeyAlgorithm.UNKNOWN);
        };
    }

    private Explanation openPgp(Act act, int key) {
        KeyName name = switch (key) {
            case KeyAttributes.DECRYPTION -> KeyName.DECRYPTION;
            case KeyAttributes.AUTHENTICATION -> KeyName.AUTHENTICATION;
            default -> KeyName.NUMBERED;
        };
        return with(act, name, key, attributes.of(key));
    }

    private Explanation piv(Act act) {
        boolean general = (view.ins() & 0xFE) == 0x86;
        return general
                ? with(act, PivCommand.key(view.p2()), view.p2(), PivCommand.algorithm(view.p1()))
                : with(act, KeyName.UNKNOWN, Explanation.NO_NUMBER, KeyAlgorithm.UNKNOWN);
    }

    private Explanation with(Act act, KeyName key, int number, KeyAlgorithm algorithm) {
        return new Explanation(act, application(), key, number, algorithm, content(act));
    }

    /** What is signed, or answered to who wants proof; of what is deciphered the first bytes tell nobody anything. */
    private Content content(Act act) {
        if (view.isHidden()) {
            return Content.HIDDEN;
        }
        ByteBuffer data = parts.with(view);
        if (data == null) {
            return act == Act.DECRYPT ? Content.NONE : Content.NOT_KNOWN;
        }
        if (act == Act.SIGN && !data.hasRemaining()) {
            return hashed.equals(Content.NONE) ? Content.NOT_KNOWN : hashed;
        }
        if (act != Act.SIGN && act != Act.AUTHENTICATE) {
            return Content.NONE;
        }
        boolean template = application() == CardApplication.PIV && (view.ins() & 0xFE) == 0x86;
        return template ? PivCommand.signed(data) : Digests.of(data);
    }

    /** The card has answered; see {@link org.openpinpad.card.CardWatcher#answered}. */
    public void answered(CardApplication application, ByteBuffer command, ByteBuffer data, int statusWord) {
        view.set(command);
        boolean done = succeeded(statusWord);
        Act act = act();
        if (done) {
            followState(act, data);
        }
        parts.follow(view, statusWord == SW_OK);
        if (view.ins() == INS_GET_DATA && statusWord >>> 8 == SW1_MORE) {
            pendingTag = view.p1p2();
        } else {
            pendingTag = act == Act.MORE && statusWord >>> 8 == SW1_MORE ? pendingTag : NO_TAG;
        }
        selected = application;
    }

    private void followState(Act act, ByteBuffer data) {
        if (view.ins() == INS_SELECT) {
            environment.reset();
            hashed = Content.NONE;
            parts.forget();
        } else if (view.ins() == INS_MSE) {
            followEnvironment();
        } else if (act == Act.HASH || isPartOfHash()) {
            hashed = view.isOnBasicChannel() && !parts.isOpen() && !view.chains() ? hash() : Content.NOT_KNOWN;
        } else if (act == Act.READ && view.ins() == INS_GET_DATA && application() == CardApplication.OPENPGP) {
            attributes.told(view.p1p2(), data);
        } else if (act == Act.MORE && application() == CardApplication.OPENPGP && pendingTag != NO_TAG) {
            attributes.told(pendingTag, data);
        } else if (act == Act.WRITE && view.ins() == INS_PUT_DATA) {
            attributes.changed(view.p1p2());
        }
    }

    /** What of it comes in parts, or under another class, cards differ about. */
    private void followEnvironment() {
        if (view.isOnBasicChannel() && !view.chains() && !parts.isOpen()) {
            environment.follow(view);
        } else {
            environment.reset();
        }
    }

    private boolean isPartOfHash() {
        return view.chains() && view.ins() == INS_PSO && view.p1() == P1_HASH;
    }

    /** PSO: HASH (ISO 7816-8 §11.8): the digest itself in DO 90, else the card computes it. */
    private Content hash() {
        ByteBuffer body = view.body();
        boolean given = body.remaining() > 2
                && (body.get(0) & 0xFF) == 0x90
                && (body.get(1) & 0xFF) == body.remaining() - 2
                && !view.isHidden();
        return given ? Digests.of(body.slice(2, body.remaining() - 2)) : Content.NOT_KNOWN;
    }

    private static boolean succeeded(int statusWord) {
        int sw1 = statusWord >>> 8;
        return statusWord == SW_OK || (sw1 >= SW1_MORE && sw1 <= SW1_WARNING);
    }

    /** The card gave no answer to this command: what it knows now is not known. */
    public void unanswered(ByteBuffer command) {
        view.set(command);
        boolean waits = parts.isOpen() || view.chains();
        reset();
        if (waits) {
            parts.lose();
        }
    }

    /** The card was reset. */
    public void reset() {
        selected = CardApplication.UNKNOWN;
        environment.reset();
        attributes.forget();
        parts.forget();
        hashed = Content.NONE;
        pendingTag = NO_TAG;
    }
}
