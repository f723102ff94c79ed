// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.bench;

/** A row of the table: what was measured, its figures, and what is aimed at. */
record Row(String what, String figures, String remark) {

    void print() {
        System.out.printf("%-36s %-58s (%s)%n", what, figures, remark);
    }
}
