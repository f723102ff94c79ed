// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpinpad.iso7816.tpdu.T1Dialogue.Garbling;

/** The published scenarios of T=1 (ISO/IEC 7816-3:2006 annex A), with both epilogues and every way to lose a block. */
class T1ScenariosTest {

    static Stream<Arguments> scenarios() {
        return Script.all("t1-scenarios.txt").stream().flatMap(scenario -> {
            boolean garbled = scenario.rows().stream().anyMatch(row -> row.startsWith("card garbled"));
            List<Garbling> ways = garbled ? List.of(Garbling.values()) : List.of(Garbling.WRONG_EPILOGUE);
            return Stream.of(Epilogue.values())
                    .flatMap(epilogue -> ways.stream().map(way -> Arguments.of(scenario, epilogue, way)));
        });
    }

    @ParameterizedTest(name = "scenario {0}, {1}, lost by {2}")
    @MethodSource("scenarios")
    void a_scenario_of_annex_A_is_followed(Script scenario, Epilogue epilogue, Garbling garbling) {
        new T1Dialogue(epilogue, garbling).play(scenario);
    }
}
