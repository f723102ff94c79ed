// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.openpinpad.pcsc.part10.PinDigits;
import org.openpinpad.pcsc.part10.PinFormat;

/** Puts a {@link PinRequest} together. Starts as: ASCII digits of any number from 4 to 16, Lc 00, one minute. */
public final class PinRequestBuilder {

    private final int reference;
    private String purpose = "PIN";
    private Optional<ByteBuffer> application = Optional.empty();
    private ByteBuffer command;
    private PinFormat format = PinFormat.ASCII;
    private PinDigits digits = new PinDigits(4, 16);
    private Duration timeOut = Duration.ofSeconds(60);

    PinRequestBuilder(int reference) {
        if (reference < 0 || reference > 0xFF) {
            throw new IllegalArgumentException("a PIN reference is one byte, 00 to FF");
        }
        this.reference = reference;
        this.command = ByteBuffer.wrap(new byte[] {0x00, 0x20, 0x00, (byte) reference, 0x00});
    }

    /** The PIN's name for the user. */
    public PinRequestBuilder purpose(String name) {
        purpose = name;
        return this;
    }

    /** The application to select first. */
    public PinRequestBuilder application(byte[] aid) {
        application = Optional.of(ByteBuffer.wrap(aid.clone()));
        return this;
    }

    /** Uses whatever application is selected on the card now. */
    public PinRequestBuilder withoutSelect() {
        application = Optional.empty();
        return this;
    }

    /** Shortest and longest PIN. */
    public PinRequestBuilder digits(int min, int max) {
        digits = new PinDigits(min, max);
        return this;
    }

    /** Time for the whole entry; zero leaves it to the reader. */
    public PinRequestBuilder timeOut(Duration time) {
        timeOut = time;
        return this;
    }

    /** ASCII digits, filled up to {@code length} bytes with {@code padding}. */
    public PinRequestBuilder asciiPadded(int length, int padding) {
        if (length < 1 || length > 0xFF) {
            throw new IllegalArgumentException("a padded PIN has 1 to 255 bytes, not " + length);
        }
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) padding);
        format = PinFormat.asciiFrame(length);
        return body(data);
    }

    /** ISO 9564-2 block of eight bytes: control nibble 2, length nibble, BCD digits, filled with F. */
    public PinRequestBuilder iso9564() {
        byte[] data = new byte[8];
        Arrays.fill(data, (byte) 0xFF);
        data[0] = 0x20;
        format = PinFormat.ISO_9564;
        return body(data);
    }

    /** The request. */
    public PinRequest build() {
        return new PinRequest(purpose, application, command, format, digits, timeOut);
    }

    private PinRequestBuilder body(byte[] data) {
        command = ByteBuffer.allocate(5 + data.length)
                .put(new byte[] {0x00, 0x20, 0x00, (byte) reference, (byte) data.length})
                .put(data)
                .flip();
        return this;
    }
}
