// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.pin.format.PinTemplate.Checked;

/** Every value of every byte and every length, around requests that are good (fields.txt). */
class EveryFieldTest {
    private static final int APDU_HEADER = 4;
    private static final int DATA_MAX = 300;
    private static final Set<PinField> COMMAND = Set.of(PinField.PIN_APDU);

    private static final List<FieldRow> ROWS = FieldRow.all();

    static List<String> bases() {
        return FieldRow.bases();
    }

    static List<Arguments> bytes() {
        List<Arguments> bytes = new ArrayList<>();
        for (String base : bases()) {
            ModelRequest request = request(base);
            for (int i = 1; i < request.abData().length; i++) {
                bytes.add(Arguments.of(base, FieldRow.nameOf(request, i), i));
            }
        }
        return bytes;
    }

    @ParameterizedTest(name = "{0}: {1}, byte {2}")
    @MethodSource("bytes")
    void aByteIsTakenWithTheValuesThatMeanSomethingAndElseNamed(String base, String name, int index) {
        FieldRow row = FieldRow.find(ROWS, base, name);
        List<String> wrong = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            byte[] abData = Vector.named(base).abData();
            abData[index] = (byte) value;
            wrong.addAll(judge(abData, row.accepted().get(value), row.blame()));
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bases")
    void aRequestThatIsCutOffIsRefusedUnlessItIsAWholeCommandStill(String base) {
        byte[] whole = Vector.named(base).abData();
        int apdu = request(base).start(PinField.PIN_APDU);
        List<String> wrong = new ArrayList<>();
        for (int length = 0; length <= whole.length; length++) {
            byte[] abData = Arrays.copyOf(whole, length);
            if (length < apdu) {
                assertEquals(Optional.empty(), Product.check(abData, whole[0] == 1), "length " + length);
            } else if (length == apdu + APDU_HEADER) {
                wrong.addAll(judge(abData, withData(base, 0), BlockDrawing.ALL_OF_LAYOUT));
            } else {
                wrong.addAll(judge(abData, length == whole.length, COMMAND));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bases")
    void dataOfAnyLengthAreTakenIfTheBlocksFitAndLcIsTheirs(String base) {
        List<String> wrong = new ArrayList<>();
        for (int n = 0; n <= DATA_MAX; n++) {
            boolean isShort = n <= 255;
            wrong.addAll(judge(
                    data(base, n, n), isShort && withData(base, n), isShort ? BlockDrawing.ALL_OF_LAYOUT : COMMAND));
            for (int lc : new int[] {0, 1, n - 1, n + 1, n / 2, 255}) {
                if (lc != n) {
                    wrong.addAll(judge(data(base, n, lc), n == 0 && (lc & 0xFF) == 0 && withData(base, 0), COMMAND));
                }
            }
            wrong.addAll(judge(data(base, n, 0, n >> 8, n), false, COMMAND));
        }
        assertEquals(List.of(), wrong);
    }

    /** What is wrong with the product's verdict, or with the model's; empty if nothing. */
    private static List<String> judge(byte[] abData, boolean accepted, Set<PinField> blame) {
        String name = Rows.hex(abData) + ": ";
        ModelRequest request = ModelRequest.read(abData, abData[0] == 1);
        List<String> wrong = new ArrayList<>();
        if (BitModel.of(request).accepts() != accepted) {
            wrong.add(name + "the model says " + BitModel.of(request).blame());
        }
        Checked checked = Product.check(abData, abData[0] == 1).orElseThrow();
        if (checked instanceof Checked.Refused refused) {
            PinField named = request.fieldNamedBy(refused.offset());
            if (accepted || !blame.contains(named)) {
                wrong.add(name + "refused for " + named + ", " + (accepted ? "is good" : "not of " + blame));
            }
        } else if (!accepted) {
            wrong.add(name + "accepted");
        }
        return wrong;
    }

    private static ModelRequest request(String base) {
        byte[] abData = Vector.named(base).abData();
        return ModelRequest.read(abData, abData[0] == 1);
    }

    private static boolean withData(String base, int n) {
        return FieldRow.find(ROWS, base, "n").accepted().get(n);
    }

    /** The base with n bytes of data behind these bytes of Lc. */
    private static byte[] data(String base, int n, int... lc) {
        ModelRequest request = request(base);
        int header = request.start(PinField.PIN_APDU) + APDU_HEADER;
        byte[] abData = Arrays.copyOf(request.abData(), header + lc.length + n);
        Arrays.fill(abData, header, abData.length, (byte) 0xFF);
        for (int i = 0; i < lc.length; i++) {
            abData[header + i] = (byte) lc[i];
        }
        return abData;
    }
}
