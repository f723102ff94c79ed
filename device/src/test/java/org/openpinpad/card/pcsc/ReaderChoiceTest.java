// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.card.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderChoiceTest {

    @ParameterizedTest(name = "{0} among {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ACME 00 00 | ACME 00 00,Other      | ACME 00 00",
                "ACME       | ACME 00 00,Other      | ACME 00 00",
                "''         | ACME 00 00            | ACME 00 00",
                "ACME       | ACME,ACME Pad         | ACME",
                "ACME       | ''                    | 'The PC/SC service knows no card reader; plug one in, and check"
                        + " that its driver is installed (apt install libccid).'",
                "XYZ        | ACME 00 00,Other      | 'No card reader is called \"XYZ\"; take the name of one that is"
                        + " there, or a part of it: \"ACME 00 00\", \"Other\".'",
                "ACME       | ACME 00 00,Other,ACME 01 00 | 'Several card readers match \"ACME\"; take more of the name of"
                        + " the one you mean: \"ACME 00 00\", \"ACME 01 00\".'",
                "''         | A,B                   | 'There are several card readers; take more of the name of the one"
                        + " you mean: \"A\", \"B\".'",
            })
    void a_name_or_a_part_that_only_one_has(String wanted, String there, String found) {
        List<String> names = there.isEmpty() ? List.of() : List.of(there.split(",", -1));
        ReaderChoice.Found result = new ReaderChoice(wanted).among(names);
        String said =
                result instanceof ReaderChoice.Found.One one ? one.name() : ((ReaderChoice.Found.Unclear) result).why();
        assertEquals(found, said);
    }
}
