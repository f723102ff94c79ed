// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.scard;

/** This machine has no PC/SC library that we know; the message is one sentence for a person: what, why, what to do. */
public final class ScardUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    ScardUnavailable(String sentence) {
        super(sentence);
    }
}
