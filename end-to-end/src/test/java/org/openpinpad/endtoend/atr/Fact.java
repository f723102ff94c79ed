// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.endtoend.atr;

/** What two decoders of answers to reset are asked; a fact that an answer does not tell has no value. */
enum Fact {
    /** TA1: F/D, RFU for a reserved one. */
    SPEED,
    /** TC1. */
    GUARD,
    /** TB1: whether a programming voltage is asked for. */
    VPP,
    /** TA2: protocol, Unable or Capable to change, implicit. */
    SPECIFIC,
    /** TC2. */
    WI,
    /** T=1: TA. */
    IFSC,
    /** T=1: BWI/CWI. */
    WAITS,
    /** T=1: CRC or LRC. */
    CODE,
    /** T=15: clock stop indicator and classes. */
    CLASSES,
    /** TCK: right or wrong; or that bytes are behind the end. */
    CHECK,
    /** Form of the historical bytes. */
    FORM,
    /** Tags of the data objects in the historical bytes, but the status indicator. */
    TAGS,
    /** Card service data. */
    SERVICE,
    /** First byte of the card capabilities. */
    CAPABILITIES,
    /** Of the status indicator. */
    LIFE_CYCLE,
    /** Of the status indicator. */
    STATUS_WORD
}
