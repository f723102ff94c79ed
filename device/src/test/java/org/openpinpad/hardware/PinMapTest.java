// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hardware/pins/pinmap.csv} against the Raspberry Pi's 40-pin header: what a wire on the wrong pin would break. */
class PinMapTest {

    private static final Path PIN_MAP = Path.of("..", "hardware", "pins", "pinmap.csv");
    private static final String HEADER = "signal,bcm,board_pin,direction,pull,part_pin,remark";

    /** The board pin of GPIO 0 to 27, as on every 40-pin Raspberry Pi. */
    private static final int[] BOARD_PIN = {
        27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13
    };

    private static final Set<String> DIRECTIONS = Set.of("in", "out", "both");
    private static final Set<String> PULLS = Set.of("none", "up", "down", "fixed-up");

    /** GPIO 0 and 1 read the EEPROM of a HAT. */
    private static final Set<Integer> RESERVED = Set.of(0, 1);

    /** Pins that can serve one signal only: I2C's have fixed pull-ups, the UART's are the only PL011 of a Zero 2 W. */
    private static final Map<Integer, String> ONLY_FOR =
            Map.of(2, "display-sda", 3, "display-scl", 14, "card-uart-tx", 15, "card-uart-rx");

    private static final Set<String> SIGNALS = Set.of(
            "card-uart-tx",
            "card-uart-rx",
            "card-reset",
            "display-sda",
            "display-scl",
            "keypad-row-1",
            "keypad-row-2",
            "keypad-row-3",
            "keypad-row-4",
            "keypad-column-1",
            "keypad-column-2",
            "keypad-column-3",
            "keypad-column-4",
            "lid-switch",
            "status-led");

    private record Pin(String signal, int bcm, int boardPin, String direction, String pull) {
        static Pin parse(String line) {
            String[] fields = line.split(",", -1);
            assertEquals(HEADER.split(",", -1).length, fields.length, line);
            return new Pin(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), fields[3], fields[4]);
        }
    }

    @Test
    void theMapHasItsColumnsAndNoFault() throws IOException {
        List<String> lines = Files.readAllLines(PIN_MAP);
        assertEquals(HEADER, lines.get(0));
        assertEquals(List.of(), faults(lines.subList(1, lines.size())));
    }

    @Test
    void theMapHasEverySignal() throws IOException {
        Set<String> found = new TreeSet<>();
        Files.readAllLines(PIN_MAP).stream()
                .skip(1)
                .forEach(line -> found.add(Pin.parse(line).signal()));
        assertEquals(new TreeSet<>(SIGNALS), found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status-led,12,33,out,none,LED,      | GPIO 12 is not on pin 33
                    status-led,28,32,out,none,LED,      | no GPIO 28 on the header
                    status-led,-1,32,out,none,LED,      | no GPIO -1 on the header
                    lid-switch,0,27,in,up,switch,       | GPIO 0 is reserved
                    lid-switch,1,28,in,up,switch,       | GPIO 1 is reserved
                    lid-switch,2,3,in,fixed-up,switch,  | GPIO 2 is for display-sda only
                    status-led,15,10,out,none,LED,      | GPIO 15 is for card-uart-rx only
                    display-sda,2,3,both,up,SDA,        | display-sda: GPIO 2 and 3 have fixed pull-ups, and no others
                    status-led,12,32,out,fixed-up,LED,  | status-led: GPIO 2 and 3 have fixed pull-ups, and no others
                    lid-switch,4,7,input,up,switch,     | lid-switch: no direction input
                    lid-switch,4,7,in,high,switch,      | lid-switch: no pull high
                    lid-switch,4,7,in,none,switch,      | lid-switch: an input without a pull floats
                    Lid Switch,4,7,in,up,switch,        | no name for a signal: Lid Switch
                    """)
    void aFaultyRowIsFound(String row, String fault) {
        assertEquals(List.of(fault), faults(List.of(row)));
    }

    @Test
    void aSignalOrPinUsedTwiceIsFound() {
        String led = "status-led,12,32,out,none,LED,";
        assertEquals(List.of("status-led twice"), faults(List.of(led, "status-led,13,33,out,none,LED,")));
        assertEquals(List.of("GPIO 12 twice"), faults(List.of(led, "card-reset,12,32,out,none,reset,")));
    }

    private static List<String> faults(List<String> rows) {
        List<String> found = new ArrayList<>();
        Set<String> signals = new HashSet<>();
        Set<Integer> pins = new HashSet<>();
        for (String row : rows) {
            Pin pin = Pin.parse(row);
            place(pin, found);
            electrics(pin, found);
            note(found, !signals.add(pin.signal()), pin.signal() + " twice");
            note(found, !pins.add(pin.bcm()), "GPIO " + pin.bcm() + " twice");
        }
        return found;
    }

    private static void place(Pin pin, List<String> found) {
        note(found, !pin.signal().matches("[a-z]+(-[a-z0-9]+)*"), "no name for a signal: " + pin.signal());
        String gpio = "GPIO " + pin.bcm();
        if (pin.bcm() < 0 || pin.bcm() >= BOARD_PIN.length) {
            found.add("no " + gpio + " on the header");
            return;
        }
        note(found, BOARD_PIN[pin.bcm()] != pin.boardPin(), gpio + " is not on pin " + pin.boardPin());
        note(found, RESERVED.contains(pin.bcm()), gpio + " is reserved");
        String only = ONLY_FOR.getOrDefault(pin.bcm(), pin.signal());
        note(found, !only.equals(pin.signal()), gpio + " is for " + only + " only");
    }

    private static void electrics(Pin pin, List<String> found) {
        note(found, !DIRECTIONS.contains(pin.direction()), pin.signal() + ": no direction " + pin.direction());
        note(found, !PULLS.contains(pin.pull()), pin.signal() + ": no pull " + pin.pull());
        boolean fixed = pin.bcm() == 2 || pin.bcm() == 3;
        note(
                found,
                fixed != pin.pull().equals("fixed-up"),
                pin.signal() + ": GPIO 2 and 3 have fixed pull-ups, and no others");
        boolean floats = pin.direction().equals("in") && pin.pull().equals("none");
        note(found, floats, pin.signal() + ": an input without a pull floats");
    }

    private static void note(List<String> found, boolean fault, String text) {
        if (fault) {
            found.add(text);
        }
    }
}
