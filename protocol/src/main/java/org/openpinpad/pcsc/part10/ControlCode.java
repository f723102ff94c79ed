// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pcsc.part10;

/** {@code SCARD_CTL_CODE}: the two numberings of control codes that SCardControl takes (PC/SC part 10 §2.2). */
public enum ControlCode {
    /** pcsc-lite and macOS: the function is added to a base. */
    PCSC_LITE {
        @Override
        public int of(int function) {
            return 0x4200_0000 + function;
        }
    },
    /** Windows: device type FILE_DEVICE_SMARTCARD (31h) and function, as every IOCTL there. */
    WINDOWS {
        @Override
        public int of(int function) {
            return 0x31 << 16 | function << 2;
        }
    };

    /** Function number of {@code CM_IOCTL_GET_FEATURE_REQUEST} (§2.2). */
    private static final int GET_FEATURE_REQUEST = 3400;

    /** The control code of a function. */
    public abstract int of(int function);

    /** The control code of {@code CM_IOCTL_GET_FEATURE_REQUEST}. */
    public int featureRequest() {
        return of(GET_FEATURE_REQUEST);
    }
}
