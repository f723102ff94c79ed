// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card;

import java.nio.ByteBuffer;
import org.openpinpad.display.CardApplication;

/** What the card session knows of the selected application, for tests of who is told it. */
public final class CardFollower {

    private final SelectedApplication application = new SelectedApplication();

    /** The application that is selected after this command. */
    public CardApplication follow(ByteBuffer command, int statusWord) {
        application.follow(command, statusWord);
        return application.current();
    }
}
