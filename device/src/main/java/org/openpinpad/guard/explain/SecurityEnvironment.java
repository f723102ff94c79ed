// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard.explain;

/**
 * The keys that MANAGE SECURITY ENVIRONMENT has chosen (ISO 7816-4 §11.6.11): one for each control reference template that a
 * private key has. What is not known is {@link #UNKNOWN}.
 */
final class SecurityEnvironment {

    static final int UNKNOWN = -1;

    /** Control reference templates: digital signature, confidentiality, authentication (table 54). */
    static final int SIGNATURE = 0xB6;

    static final int CONFIDENTIALITY = 0xB8;
    static final int AUTHENTICATION = 0xA4;

    private static final int P1_SET = 0x01;
    private static final int P1_RESTORE = 0xF3;
    private static final int P1_ERASE = 0xF4;
    private static final int TAG_KEY_SECRET = 0x83;
    private static final int TAG_KEY_PRIVATE = 0x84;

    private int signature = UNKNOWN;
    private int confidentiality = UNKNOWN;
    private int authentication = UNKNOWN;

    void reset() {
        signature = UNKNOWN;
        confidentiality = UNKNOWN;
        authentication = UNKNOWN;
    }

    /** The key of a template. */
    int key(int template) {
        return switch (template) {
            case SIGNATURE -> signature;
            case CONFIDENTIALITY -> confidentiality;
            default -> authentication;
        };
    }

    /** The card has taken this MSE. */
    void follow(CommandView command) {
        if (command.p1() == P1_RESTORE || command.p1() == P1_ERASE || command.isHidden()) {
            reset();
        } else if ((command.p1() & P1_SET) != 0) {
            set(command.p2(), reference(command));
        }
    }

    private void set(int template, int key) {
        switch (template) {
            case SIGNATURE -> signature = key;
            case CONFIDENTIALITY -> confidentiality = key;
            case AUTHENTICATION -> authentication = key;
            default -> {}
        }
    }

    /** The last byte of the one key reference in a data field of simple TLVs with tags and lengths of one byte. */
    private static int reference(CommandView command) {
        int found = UNKNOWN;
        int at = 0;
        while (at + 2 <= command.bodyLength()) {
            int tag = command.body(at);
            int length = command.body(at + 1);
            if (length > command.bodyLength() - at - 2) {
                return UNKNOWN;
            }
            if ((tag == TAG_KEY_PRIVATE || tag == TAG_KEY_SECRET) && length > 0) {
                if (found != UNKNOWN) {
                    return UNKNOWN; // who knows which of two a card takes
                }
                found = command.body(at + 1 + length);
            }
            at += 2 + length;
        }
        return found;
    }
}
