// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.openpinpad.display.CardApplication;
import org.openpinpad.display.Countdown;
import org.openpinpad.display.DigitCount;
import org.openpinpad.display.Frame;
import org.openpinpad.display.Language;
import org.openpinpad.display.PinOperation;
import org.openpinpad.display.PinPrompt;
import org.openpinpad.display.PinPurpose;
import org.openpinpad.display.Screen;
import org.openpinpad.display.ScreenRenderer;

/** The whole unit as an SVG picture, its display with the pixels of a real frame. */
public final class PanelPicture {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 620;
    private static final int PIXEL = 3;
    private static final int DISPLAY_TOP = 64;
    /** How far the dark glass reaches beyond the pixels. */
    private static final int GLASS = 12;

    private static final int KEY_WIDTH = 88;
    private static final int KEY_HEIGHT = 52;
    private static final int KEY_GAP = 12;
    private static final int KEYPAD_TOP = 292;

    private final StringBuilder svg = new StringBuilder();

    private PanelPicture() {}

    /** Writes the picture of the README to the file named on the command line. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), readme(), StandardCharsets.UTF_8);
    }

    /** The picture of the README: four digits of an OpenPGP PIN have been typed. */
    static String readme() {
        PinPurpose purpose = new PinPurpose(PinOperation.VERIFY, CardApplication.OPENPGP, 0x81);
        DigitCount digits = new DigitCount(6, 8, 4, DigitCount.Notice.NONE);
        Screen screen = new Screen.EnterPin(purpose, PinPrompt.PIN, digits, new Countdown(24, 30), OptionalInt.empty());
        return of(ScreenRenderer.render(screen, Language.ENGLISH));
    }

    static String of(Frame frame) {
        PanelPicture picture = new PanelPicture();
        picture.body();
        picture.display(frame);
        picture.keypad();
        picture.add("</svg>");
        return picture.svg.toString();
    }

    private void body() {
        add("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img"
                 font-family="DejaVu Sans, Verdana, Helvetica, sans-serif" text-anchor="middle">
                <title>OpenPinpad: a display that asks for a PIN, and a keypad</title>
                <linearGradient id="body" x2="0" y2="1"><stop stop-color="#4a5058"/><stop offset="1"
                 stop-color="#2c3036"/></linearGradient>
                <rect x="125" y="540" width="190" height="76" rx="8" fill="#d9c58b"/>
                <rect x="2" y="2" width="436" height="580" rx="28" fill="url(#body)" stroke="#1b1e22" stroke-width="3"/>
                <rect x="105" y="562" width="230" height="8" rx="4" fill="#111317"/>
                <text x="220" y="38" font-size="20" font-weight="bold" fill="#dfe4ea"
                 letter-spacing="1">OpenPinpad</text>""", WIDTH, HEIGHT, WIDTH, HEIGHT);
    }

    private void display(Frame frame) {
        int width = Frame.WIDTH * PIXEL;
        int height = Frame.HEIGHT * PIXEL;
        int left = (WIDTH - width) / 2;
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"9\" fill=\"#05080a\"/>",
                left - GLASS, DISPLAY_TOP - GLASS, width + 2 * GLASS, height + 2 * GLASS);
        add("<g transform=\"translate(%d %d) scale(%d)\">", left, DISPLAY_TOP, PIXEL);
        add("<path fill=\"#a5ecff\" shape-rendering=\"crispEdges\" d=\"%s\"/>", runs(frame));
        add("<path stroke=\"#05080a\" stroke-width=\".12\" d=\"%s\"/></g>", grid());
    }

    /** One rectangle for each run of lit pixels in a row. */
    private static String runs(Frame frame) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < Frame.HEIGHT; y++) {
            int x = 0;
            while (x < Frame.WIDTH) {
                int start = x;
                while (x < Frame.WIDTH && frame.lit(x, y)) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start).append(' ').append(y);
                    path.append('h')
                            .append(x - start)
                            .append("v1h-")
                            .append(x - start)
                            .append('z');
                }
                x++;
            }
        }
        return path.toString();
    }

    /** The dark lines between the pixels of an OLED. */
    private static String grid() {
        StringBuilder path = new StringBuilder();
        for (int x = 0; x <= Frame.WIDTH; x++) {
            path.append('M').append(x).append(" 0v").append(Frame.HEIGHT);
        }
        for (int y = 0; y <= Frame.HEIGHT; y++) {
            path.append("M0 ").append(y).append('h').append(Frame.WIDTH);
        }
        return path.toString();
    }

    private void keypad() {
        int rowWidth = 4 * KEY_WIDTH + 3 * KEY_GAP;
        int y = KEYPAD_TOP;
        for (List<Optional<PanelKey>> row : PanelKey.KEYPAD) {
            int x = (WIDTH - rowWidth) / 2;
            for (Optional<PanelKey> place : row) {
                int left = x;
                int top = y;
                place.ifPresent(key -> key(left, top, key));
                x += KEY_WIDTH + KEY_GAP;
            }
            y += KEY_HEIGHT + KEY_GAP;
        }
    }

    private void key(int x, int y, PanelKey key) {
        int middle = x + KEY_WIDTH / 2;
        boolean plain = key.meaning().isEmpty();
        String ink = ink(key.colour());
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"9\" fill=\"%s\" stroke=\"#15171a\"/>",
                x, y, KEY_WIDTH, KEY_HEIGHT, fill(key.colour()));
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"bold\" fill=\"%s\">%s</text>",
                middle, y + (plain ? 35 : 27), plain ? 26 : 22, ink, key.symbol());
        if (!plain) {
            add("<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"%s\">%s</text>", middle, y + 43, ink, key.meaning());
        }
    }

    private static String fill(PanelKey.Colour colour) {
        return switch (colour) {
            case GREY -> "#e8ebee";
            case RED -> "#c8322b";
            case YELLOW -> "#f0c419";
            case GREEN -> "#2e9e4f";
            case BLUE -> "#5b6b80";
        };
    }

    private static String ink(PanelKey.Colour colour) {
        return switch (colour) {
            case GREY, YELLOW -> "#16181b";
            case RED, GREEN, BLUE -> "#ffffff";
        };
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
