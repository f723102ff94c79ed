// SPDX-License-Identifier: Apache-2.0
/**
 * PC/SC specification part 10, version 2.02.09: how a program asks a PC/SC driver for PIN entry at the reader.
 *
 * <p>A program sends {@link org.openpinpad.pcsc.part10.ControlCode#featureRequest()} and gets a
 * {@link org.openpinpad.pcsc.part10.FeatureMap}: which features there are, and by which control code each is called.
 * The structures it then sends are {@link org.openpinpad.pcsc.part10.PinVerifyStructure} and
 * {@link org.openpinpad.pcsc.part10.PinModifyStructure}; what it can ask first are
 * {@link org.openpinpad.pcsc.part10.PinProperties} and {@link org.openpinpad.pcsc.part10.TlvProperties}.
 *
 * <p>Byte order: control codes in the feature map are big-endian (§2.2); everything else is little-endian, as the
 * drivers in the field have it. Bytes of the peer are never trusted: {@code parse} gives
 * {@link org.openpinpad.pcsc.part10.Decoded}. No structure here ever holds a PIN, only the template around it.
 */
package org.openpinpad.pcsc.part10;
