// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.javacard;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the classes of other people's applets are. */
final class AppletFiles {

    private AppletFiles() {}

    /**
     * Finds the simulator's own classes, and those of {@code paths}.
     *
     * @param paths jars and class folders, separated as in a class path; may be empty
     */
    static ClassLoader loader(String paths) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : paths.split(File.pathSeparator)) {
            if (!path.isEmpty()) {
                urls.add(url(path));
            }
        }
        ClassLoader ours = AppletFiles.class.getClassLoader();
        // Open as long as the card is: an applet loads further classes when it needs them.
        return urls.isEmpty() ? ours : new URLClassLoader("applets", urls.toArray(URL[]::new), ours);
    }

    private static URL url(String path) throws MalformedURLException, IOException {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw new IOException("--applet-classpath: there is no " + path + ".");
        }
        return file.toUri().toURL();
    }
}
