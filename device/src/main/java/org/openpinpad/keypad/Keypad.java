// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.keypad;

/** The thread {@code keypad}: takes one key after the other from its source and tells the listener. */
public final class Keypad {

    private final KeySource source;
    private final KeyStage stage;
    private final KeyListener listener;

    public Keypad(KeySource source, KeyStage stage, KeyListener listener) {
        this.source = source;
        this.stage = stage;
        this.listener = listener;
    }

    public void start() {
        Thread thread = new Thread(this::run, "keypad");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (source.read(stage.address())) {
            try {
                tell();
            } finally {
                stage.forget();
            }
        }
        listener.closed();
    }

    private void tell() {
        if (stage.isDigit()) {
            listener.digit(stage);
            return;
        }
        ControlKey key = stage.controlKey();
        if (key != null) {
            listener.key(key);
        }
    }
}
