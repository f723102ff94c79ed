// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.VirtualCard;

/**
 * A card of T=0 (ISO/IEC 7816-3 §10, §12.2) at the level of TPDUs: what is left of an answer is told by 61xx, a wrong length
 * by 6Cxx, and a long command comes in ENVELOPEs. The card behind it gets whole APDUs, extended ones too.
 */
public final class T0ContactCard implements ContactCard {

    private static final int INS_GET_RESPONSE = 0xC0;
    private static final int INS_ENVELOPE = 0xC2;
    private static final int HEADER = 4;
    private static final int MOST = 256;
    private static final int SW_OK = 0x9000;
    private static final int SW_WRONG_LENGTH = 0x6700;
    private static final int SW_NOT_NOW = 0x6985;

    private final VirtualCard card;
    private final T0Settings settings;
    private final Faults faults;
    private final Work work;
    private final ByteBuffer commandBuffer = ByteBuffer.allocateDirect(65_544);
    private final ByteBuffer responseBuffer = ByteBuffer.allocateDirect(65_538);
    private final ByteArrayOutputStream envelopes = new ByteArrayOutputStream();
    private byte[] left = {};
    private int leftAt;
    /** CLA INS P1 P2 of a command that was answered by 6Cxx. */
    private byte[] corrected = {};

    private volatile byte[] answer = {};
    private int statusWord = SW_OK;
    private int executions;

    private T0ContactCard(VirtualCard card, T0Settings settings, Faults faults, Work work) {
        this.work = work;
        this.card = card;
        this.settings = settings;
        this.faults = faults;
    }

    public static T0ContactCard of(VirtualCard card, T0Settings settings, Faults faults) {
        return of(card, settings, faults, Work.atOnce());
    }

    /** A card that works as {@code work} says. */
    public static T0ContactCard of(VirtualCard card, T0Settings settings, Faults faults, Work work) {
        return new T0ContactCard(card, settings, faults, work);
    }

    /** How many commands were carried out. */
    public int executions() {
        return executions;
    }

    @Override
    public boolean speaksT1() {
        return false;
    }

    @Override
    public int fiDi() {
        return settings.fiDi();
    }

    @Override
    public int etuEach() {
        return 12;
    }

    @Override
    public Optional<byte[]> reset(int powerSelect) {
        if (powerSelect > settings.lowestClass()) {
            return Optional.empty();
        }
        card.reset();
        envelopes.reset();
        left = new byte[0];
        leftAt = 0;
        return Optional.of(AtrBytes.t0(card.atr(), settings.fiDi()));
    }

    @Override
    public Optional<Sending> take(byte[] tpdu) {
        int p3 = tpdu[4] & 0xFF;
        boolean body = tpdu.length > 5;
        if (body && tpdu.length != 5 + p3) {
            return Optional.empty(); // it waits for the rest
        }
        boolean repeated = !body && leftAt == 0 && Arrays.equals(corrected, Arrays.copyOf(tpdu, HEADER));
        corrected = new byte[0];
        if (repeated && left.length == (p3 == 0 ? MOST : p3)) {
            answer = fetch(left.length);
            return more();
        }
        boolean ours = settings.extended() || leftAt < left.length;
        if ((tpdu[1] & 0xFF) == INS_GET_RESPONSE && !body && ours) {
            answer = fetch(p3 == 0 ? MOST : p3);
        } else {
            left = new byte[0];
            leftAt = 0;
            work.begin(() -> answer = body ? withBody(tpdu, tpdu[1] & 0xFF) : withoutBody(tpdu, p3));
        }
        return more();
    }

    @Override
    public Optional<Sending> more() {
        return Optional.of(work.isDone() ? new Sending(answer, settings.workNs(), faults.nulls()) : Sending.WORKING);
    }

    private byte[] withBody(byte[] tpdu, int ins) {
        byte[] data = Arrays.copyOfRange(tpdu, 5, tpdu.length);
        if (ins != INS_ENVELOPE) {
            envelopes.reset();
            execute(settings.extended() ? extended(tpdu, data) : Arrays.copyOf(tpdu, tpdu.length + 1));
            return announced();
        }
        envelopes.writeBytes(data);
        byte[] gathered = envelopes.toByteArray();
        if (!isWhole(gathered)) {
            return sw(SW_OK);
        }
        envelopes.reset();
        execute(gathered);
        return announced();
    }

    /** CLA INS P1 P2 00 Lc Lc, data, and Le or none (§12.1.3 cases 3E and 4E). */
    private static boolean isWhole(byte[] apdu) {
        if (apdu.length < 8 || apdu[4] != 0) {
            return apdu.length >= 8;
        }
        int lc = (apdu[5] & 0xFF) << 8 | (apdu[6] & 0xFF);
        return apdu.length >= 7 + lc;
    }

    /** Case 4E with all that there is: what the device wants of it follows by GET RESPONSE. */
    private static byte[] extended(byte[] tpdu, byte[] data) {
        byte[] apdu = Arrays.copyOf(tpdu, 9 + data.length);
        apdu[4] = 0;
        apdu[5] = 0;
        apdu[6] = (byte) data.length;
        System.arraycopy(data, 0, apdu, 7, data.length);
        apdu[7 + data.length] = 0;
        apdu[8 + data.length] = 0;
        return apdu;
    }

    private byte[] withoutBody(byte[] tpdu, int p3) {
        byte[] apdu = p3 == 0 && settings.extended() ? Arrays.copyOf(tpdu, 7) : tpdu; // case 2E with all, or 2S
        execute(apdu);
        int available = left.length;
        int expected = p3 == 0 ? MOST : p3;
        if (available == 0) {
            return sw(statusWord);
        }
        if (available != expected && Math.min(available, expected) < MOST) {
            corrected = Arrays.copyOf(tpdu, HEADER); // the answer waits for the same command with the right length
            return sw(0x6C00 | (Math.min(available, MOST) & 0xFF));
        }
        return fetch(expected);
    }

    private byte[] announced() {
        return left.length > 0 ? sw(0x6100 | xx()) : sw(statusWord);
    }

    private byte[] fetch(int count) {
        int available = left.length - leftAt;
        if (available == 0) {
            return sw(SW_NOT_NOW);
        }
        if (count > available) {
            return sw(0x6C00 | available);
        }
        byte[] answer = Arrays.copyOf(Arrays.copyOfRange(left, leftAt, leftAt + count), count + 2);
        leftAt += count;
        byte[] status = leftAt < left.length ? sw(0x6100 | xx()) : sw(statusWord);
        answer[count] = status[0];
        answer[count + 1] = status[1];
        return answer;
    }

    private int xx() {
        return Math.min(left.length - leftAt, MOST) & 0xFF;
    }

    private void execute(byte[] apdu) {
        executions++;
        commandBuffer.clear().put(apdu).flip();
        responseBuffer.clear();
        SlotResult result = card.process(commandBuffer, responseBuffer);
        int data = responseBuffer.position() - 2;
        left = new byte[0];
        leftAt = 0;
        statusWord = SW_WRONG_LENGTH;
        if (result == SlotResult.DONE && data >= 0) {
            statusWord = (responseBuffer.get(data) & 0xFF) << 8 | (responseBuffer.get(data + 1) & 0xFF);
            left = new byte[data];
            responseBuffer.get(0, left);
        }
    }

    private static byte[] sw(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }
}
