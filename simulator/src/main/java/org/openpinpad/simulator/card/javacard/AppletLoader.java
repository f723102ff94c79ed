// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.javacard;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.openpinpad.simulator.card.VirtualCard;

/** Finds an applet and what it takes. Runs without jCardSim as well, to say that it is missing. */
public final class AppletLoader {

    private static final int MIN_AID = 5;
    private static final int MAX_AID = 16;

    private AppletLoader() {}

    /**
     * A card with the applet, installed with no parameters; what does not work is said in a sentence.
     *
     * @param className the class that extends {@code javacard.framework.Applet}
     * @param aid its name on the card, 5 to 16 bytes in hexadecimal (ISO 7816-4 §8.2.1.2)
     * @param paths jars and class folders of the applet beside our own, separated as in a class path; may be empty
     */
    public static VirtualCard card(String className, String aid, String paths) throws IOException {
        byte[] name = aidBytes(aid);
        ClassLoader loader = loader(paths);
        try {
            return AppletCard.install(className, name, loader);
        } catch (NoClassDefFoundError e) {
            throw new IOException(missing(className, e), e);
        }
    }

    private static byte[] aidBytes(String aid) throws IOException {
        try {
            byte[] bytes = HexFormat.of().parseHex(aid.replace(" ", "").replace(":", ""));
            if (bytes.length >= MIN_AID && bytes.length <= MAX_AID) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The sentence below is for this, too.
        }
        throw new IOException(
                "--aid takes 5 to 16 bytes in hexadecimal, such as F04F50454E50494E01, not '" + aid + "'.");
    }

    private static ClassLoader loader(String paths) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : paths.split(File.pathSeparator)) {
            if (!path.isEmpty() && !Files.isReadable(Path.of(path))) {
                throw new IOException("--applet-classpath: there is no " + path + ".");
            }
            if (!path.isEmpty()) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        ClassLoader ours = AppletLoader.class.getClassLoader();
        // Open as long as the card is: an applet loads further classes when it needs them.
        return urls.isEmpty() ? ours : new URLClassLoader("applets", urls.toArray(URL[]::new), ours);
    }

    private static String missing(String className, NoClassDefFoundError error) {
        String wanted = String.valueOf(error.getMessage()).replace('/', '.');
        return wanted.startsWith("com.licel.") || wanted.startsWith("javacard.")
                ? "--applet needs jCardSim, which is not part of the simulator: ./pinpad build fetches it, and ./pinpad"
                        + " simulate finds it."
                : "The applet " + className + " needs the class " + wanted + ", which --applet-classpath has not.";
    }
}
