// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.javacard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpinpad.card.SlotResult;
import org.openpinpad.iso7816.Atr;
import org.openpinpad.simulator.applet.PinApplet;
import org.openpinpad.simulator.card.Terminal;
import org.openpinpad.simulator.card.VirtualCard;

class AppletCardTest {

    private static final String AID = "F04F50454E50494E01";

    @TempDir
    Path dir;

    private static VirtualCard pinApplet() throws IOException {
        return AppletLoader.card(PinApplet.class.getName(), AID, "");
    }

    @Test
    void its_atr_is_one() throws IOException {
        assertTrue(Atr.parse(ByteBuffer.wrap(pinApplet().atr())).isPresent());
    }

    @Test
    void the_applet_answers_once_it_is_selected_by_its_aid() throws IOException {
        Terminal card = new Terminal(pinApplet());
        assertEquals("6986", card.send("00 B0 81 00 00"), "nothing is selected");
        assertEquals("9000", card.send("00 A4 04 00 09" + AID));
        assertEquals("Free to read.", new String(card.data("00 B0 81 00 00"), StandardCharsets.US_ASCII));
    }

    @Test
    void a_reset_takes_the_selection_and_the_pin_back() throws IOException {
        VirtualCard card = pinApplet();
        Terminal terminal = new Terminal(card);
        terminal.data("00 A4 04 00 09" + AID);
        terminal.data("00 20 00 81 06 313233343536");
        terminal.data("00 B0 82 00 00");
        card.reset();
        assertEquals("6986", terminal.send("00 B0 82 00 00"));
        terminal.data("00 A4 04 00 09" + AID);
        assertEquals("6982", terminal.send("00 B0 82 00 00"));
    }

    @ParameterizedTest(name = "command {0}")
    @CsvSource({
        "''",
        "00",
        "0020",
        "002000",
        "0020008105",
        "00200081FF31",
        "00A40400",
        "00A4040000",
        "00A40400FF01",
        "002000810000",
        "00200081000001",
        "0020008100000131",
        "00200081000002 31",
        "FF000000",
        "00C00000FF",
    })
    void a_malformed_command_gets_a_response_apdu(String command) throws IOException {
        VirtualCard card = pinApplet();
        Terminal terminal = new Terminal(card);
        terminal.data("00 A4 04 00 09" + AID);
        String answer = terminal.send(command);
        assertTrue(answer.matches("6[0-9a-f]{3}|9000"), answer);
        assertEquals("9000", terminal.send("00 A4 04 00 09" + AID), "and the card goes on");
    }

    @Test
    void an_answer_that_does_not_fit_is_an_overrun() throws IOException {
        VirtualCard card = pinApplet();
        new Terminal(card).data("00 A4 04 00 09" + AID);
        ByteBuffer read = ByteBuffer.allocateDirect(5)
                .put(HexFormat.of().parseHex("00B0810000"))
                .flip();
        assertEquals(SlotResult.OVERRUN, card.process(read, ByteBuffer.allocateDirect(14)));
        assertEquals(SlotResult.DONE, card.process(read, ByteBuffer.allocateDirect(15)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no.such.Applet                              | F000000001 | ''          | There is no class no.such.Applet; --applet-classpath says where other people's classes are.
        java.lang.String                            | F000000001 | ''          | The class java.lang.String is no applet: it does not extend Applet.
        org.openpinpad.simulator.applet.PinApplet   | F0000001   | ''          | --aid takes 5 to 16 bytes in hexadecimal, such as F04F50454E50494E01, not 'F0000001'.
        org.openpinpad.simulator.applet.PinApplet   | applet     | ''          | --aid takes 5 to 16 bytes in hexadecimal, such as F04F50454E50494E01, not 'applet'.
        org.openpinpad.simulator.applet.PinApplet   | F000000001 | /nowhere.jar | --applet-classpath: there is no /nowhere.jar.
        javacard.framework.Applet                   | F000000001 | ''          | The applet javacard.framework.Applet did not install itself (jCardSim's reason: 6444).
        """)
    void what_does_not_work_is_said_in_a_sentence(String className, String aid, String paths, String sentence) {
        IOException said = assertThrows(IOException.class, () -> AppletLoader.card(className, aid, paths));
        assertEquals(sentence, said.getMessage());
    }

    /** As it comes to whoever has an applet of his own: compiled against the API, in a folder. */
    @Test
    void an_applet_of_other_people_is_found_in_their_folder() throws Exception {
        compile("theirs.Hello", """
                package theirs;
                public class Hello extends javacard.framework.Applet {
                    public static void install(byte[] b, short o, byte l) { new Hello().register(); }
                    @Override public void process(javacard.framework.APDU apdu) {
                        if (!selectingApplet()) javacard.framework.ISOException.throwIt((short) 0x6A81);
                    }
                }
                """);
        Terminal card = new Terminal(AppletLoader.card("theirs.Hello", "F000000001", dir.toString()));
        assertEquals("9000", card.send("00 A4 04 00 05 F000000001"));
        assertEquals("6a81", card.send("00 B0 00 00 00"));
    }

    @Test
    void an_applet_that_lacks_a_class_is_told_which() throws Exception {
        compile("theirs.Torn", """
                package theirs;
                public class Torn extends Lost {
                    public static void install(byte[] b, short o, byte l) { new Torn().register(); }
                    @Override public void process(javacard.framework.APDU apdu) {}
                }
                abstract class Lost extends javacard.framework.Applet {}
                """);
        Files.delete(dir.resolve("theirs").resolve("Lost.class"));
        IOException said =
                assertThrows(IOException.class, () -> AppletLoader.card("theirs.Torn", "F000000001", dir.toString()));
        assertEquals(
                "The applet theirs.Torn needs the class theirs.Lost, which --applet-classpath has not.",
                said.getMessage());
    }

    /** The simulator's classes alone, as where somebody gave away no more than the simulator. */
    @Test
    void without_jcardsim_it_is_said_that_it_is_missing() throws Exception {
        URL[] ours = {codeSource(AppletLoader.class), codeSource(SlotResult.class), codeSource(Atr.class)};
        try (URLClassLoader alone = new URLClassLoader(ours, ClassLoader.getPlatformClassLoader())) {
            Method card = alone.loadClass(AppletLoader.class.getName())
                    .getMethod("card", String.class, String.class, String.class);
            Throwable said = assertThrows(
                            InvocationTargetException.class,
                            () -> card.invoke(null, PinApplet.class.getName(), AID, ""))
                    .getCause();
            assertEquals(
                    "--applet needs jCardSim, which is not part of the simulator: ./pinpad build fetches it, and"
                            + " ./pinpad simulate finds it.",
                    said.getMessage());
        }
    }

    private static URL codeSource(Class<?> of) {
        return of.getProtectionDomain().getCodeSource().getLocation();
    }

    private void compile(String className, String source) throws IOException, URISyntaxException {
        Path file = dir.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        Path api = Path.of(codeSource(javacard.framework.Applet.class).toURI());
        List<String> arguments = List.of("-cp", api.toString(), "-d", dir.toString(), file.toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }
}
