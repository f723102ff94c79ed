// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.pin.entry.EntryRules;
import org.openpinpad.pin.entry.Question;

/** What reader makers publish and what real hosts send (vectors.txt). */
class PublishedVectorsTest {

    static List<Vector> vectors() {
        return Vector.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void thePinsGoWhereTheHostWantsThem(Vector vector) {
        PinTemplate template = Product.accepted(vector.abData());
        assertEquals(vector.command(), Rows.hex(Product.command(template, vector.pins())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void thePinsAreAskedAsTheHostMeans(Vector vector) {
        EntryRules rules = Product.accepted(vector.abData()).rules();
        assertEquals(
                vector.prompts(),
                rules.questions().stream().map(Question::prompt).toList());
        assertEquals(vector.pins().size(), rules.pins());
        assertEquals(vector.min(), rules.min());
        assertEquals(vector.max(), rules.max());
        assertEquals(vector.timeOutS() * rules.questions().size(), rules.timeOutS());
        for (Question question : rules.questions()) {
            assertEquals(vector.room(), Math.min(question.room(), vector.max()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void theBitModelOfTheOtherTestsKnowsThem(Vector vector) {
        BitModel model = BitModel.of(ModelRequest.read(vector.abData(), vector.isModification()));
        assertEquals(Set.of(), model.blame());
        assertEquals(vector.command(), Rows.hex(model.command(vector.pins())));
        assertEquals(vector.prompts(), model.prompts());
        assertEquals(vector.room(), model.room(0));
        assertEquals(vector.timeOutS() * model.prompts().size(), model.timeOutS());
    }
}
