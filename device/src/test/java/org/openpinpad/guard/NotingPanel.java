// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openpinpad.display.Panel;
import org.openpinpad.display.Screen;

/** Notes what the user would have seen. */
final class NotingPanel implements Panel {

    final List<Screen> shown = new CopyOnWriteArrayList<>();
    final List<Screen> remarks = new CopyOnWriteArrayList<>();

    @Override
    public void show(Screen screen, int langId) {
        shown.add(screen);
    }

    @Override
    public void conclude(Screen screen, int langId) {
        shown.add(screen);
    }

    @Override
    public void remark(Screen screen) {
        remarks.add(screen);
    }
}
