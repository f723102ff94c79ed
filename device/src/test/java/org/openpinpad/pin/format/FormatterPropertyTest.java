// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.pin.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.openpinpad.ccid.pin.PinField;
import org.openpinpad.pin.entry.EntryRules;
import org.openpinpad.pin.entry.Question;
import org.openpinpad.pin.format.PinTemplate.Checked;

/**
 * The formatter against {@link BitModel}, with requests and PINs at random. Each run takes other ones; to have the same again
 * give the seed that a failure names: -Dpin.seed=...
 */
class FormatterPropertyTest {
    /** Fewer for the mutation test, which runs this for every mutant. */
    private static final int ACCEPTED = Integer.getInteger("pin.templates", 100_000);

    private static final int ACCEPTED_PER_CATEGORY = ACCEPTED / 1000;
    private static final int SPOILT = 2 * ACCEPTED;

    private final long seed = Long.getLong("pin.seed", System.nanoTime());
    private final RequestGenerator generator = new RequestGenerator(new SplittableRandom(seed));

    @Test
    void soundRequestsGiveTheCommandOfTheModelToTheLastBit() {
        List<Category> categories = Category.all();
        Map<Category, Integer> counts = new LinkedHashMap<>();
        categories.forEach(category -> counts.put(category, 0));
        int accepted = 0;
        for (int i = 0; accepted < ACCEPTED; i++) {
            Category category = categories.get(i % categories.size());
            byte[] abData = generator.request(category);
            BitModel model = BitModel.of(ModelRequest.read(abData, category.modify()));
            if (model.accepts()) {
                accepted++;
                counts.merge(category, 1, Integer::sum);
                named(abData, category, () -> compareCommand(model, Product.accepted(abData)));
            }
        }
        System.out.println("Accepted, by kind of request: " + counts);
        assertEquals(ACCEPTED, accepted);
        counts.forEach((category, count) -> assertTrue(count >= ACCEPTED_PER_CATEGORY, category + ": " + count));
    }

    @Test
    void anyRequestIsAcceptedOrRefusedAsTheModelSays() {
        int[] verdicts = new int[2];
        spoilt((abData, category) -> verdicts[agrees(abData, category.modify()) ? 1 : 0]++);
        assertTrue(verdicts[0] > SPOILT / 10, "refused " + verdicts[0]);
        assertTrue(verdicts[1] > SPOILT / 100, "accepted " + verdicts[1]);
    }

    @Test
    void aRefusalNamesTheFirstFieldThatIsWrongByItselfElseTheCommandElseOneOfTheLayout() {
        spoilt((abData, category) -> {
            ModelRequest request = ModelRequest.read(abData, category.modify());
            if (Product.check(abData, category.modify()).orElse(null) instanceof Checked.Refused refused) {
                BitModel model = BitModel.of(request);
                PinField named = request.fieldNamedBy(refused.offset());
                assertTrue(
                        model.accepts() || model.blame().contains(named),
                        () -> "names " + named + ", by 0008 " + model.blame());
            }
        });
    }

    private void spoilt(BiConsumer<byte[], Category> test) {
        List<Category> categories = Category.all();
        for (int i = 0; i < SPOILT; i++) {
            Category category = categories.get(i % categories.size());
            byte[] abData = generator.spoilt(generator.request(category));
            named(abData, category, () -> test.accept(abData, category));
        }
    }

    private void named(byte[] abData, Category category, Runnable test) {
        try {
            test.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(category + " " + Rows.hex(abData) + ", -Dpin.seed=" + seed + ": " + e, e);
        }
    }

    /** Whether both accept the request, and then with the same command; else both refuse it. */
    private boolean agrees(byte[] abData, boolean modify) {
        ModelRequest request = ModelRequest.read(abData, modify);
        Optional<Checked> checked = Product.check(abData, modify);
        assertEquals(request != null, checked.isPresent(), "long enough");
        if (request == null) {
            return false;
        }
        BitModel model = BitModel.of(request);
        if (checked.orElseThrow() instanceof Checked.Refused refused) {
            assertNotNull(request.fieldNamedBy(refused.offset()), "offset of no field: " + refused.offset());
            assertFalse(model.accepts(), () -> "refused for " + request.fieldNamedBy(refused.offset()));
            return false;
        }
        assertTrue(model.accepts(), () -> "accepted, by 0008 wrong: " + model.blame());
        compareCommand(model, ((Checked.Accepted) checked.orElseThrow()).template());
        return true;
    }

    private void compareCommand(BitModel model, PinTemplate template) {
        compareRules(model, template.rules());
        List<String> pins = generator.pins(model);
        assertEquals(Rows.hex(model.command(pins)), Rows.hex(Product.command(template, pins)), () -> "PINs " + pins);
    }

    private static void compareRules(BitModel model, EntryRules rules) {
        assertEquals(model.min(), rules.min());
        assertEquals(model.timeOutS(), rules.timeOutS());
        assertEquals(
                model.prompts(),
                rules.questions().stream().map(Question::prompt).toList());
        assertEquals(model.drawings().size(), rules.pins());
        for (int i = 0; i < rules.questions().size(); i++) {
            int room = rules.questions().get(i).room();
            assertEquals(model.room(Math.min(i, rules.pins() - 1)), Math.min(room, rules.max()), "room " + i);
        }
    }
}
