// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.functionfs;

/** The USB gadget cannot be set up; the message is one sentence for a person. */
public final class GadgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GadgetException(String message, Throwable cause) {
        super(message, cause);
    }

    GadgetException(String message) {
        super(message);
    }
}
