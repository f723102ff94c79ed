// SPDX-License-Identifier: Apache-2.0
/** What the owner sets: the configuration file, and the card slot that it chooses. */
package org.openpinpad.app.settings;
