// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.chip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.VirtualCard;

/**
 * A card of T=1 (ISO/IEC 7816-3 §11), the card's side: it never carries a command out twice, and sends an answer only to the
 * command that it belongs to.
 */
public final class T1ContactCard implements ContactCard {

    private static final int DEFAULT_IFSD = 32;
    private static final int MOST_INFORMATION = 254;
    private static final int R_BLOCK = 0x80;
    private static final int ERROR_IN_CODE = 1;
    private static final int ERROR_ELSEWHERE = 2;
    private static final int MORE = 0x20;
    private static final int S_RESPONSE = 0x20;
    private static final int RESYNCH = 0xC0;
    private static final int IFS = 0xC1;
    private static final int ABORT = 0xC2;
    private static final int WTX = 0xC3;
    private static final int MOST_RESPONSE = 65_538;

    private final VirtualCard card;
    private final T1Settings settings;
    private final Faults faults;
    private final Work work;
    private final ByteBuffer commandBuffer = ByteBuffer.allocateDirect(65_544);
    private final ByteBuffer responseBuffer = ByteBuffer.allocateDirect(MOST_RESPONSE);

    private final ByteArrayOutputStream command = new ByteArrayOutputStream();
    private final Deque<byte[]> requests = new ArrayDeque<>();
    private byte[] answer = {};
    private int answerAt;
    private int sendSequence;
    private int receiveSequence;
    private int ifsd = DEFAULT_IFSD;
    private int ifsc;
    /** Our I-block that the device has not acknowledged; null for none. */
    private byte[] open;

    private byte[] last = {};
    private int executions;

    private T1ContactCard(VirtualCard card, T1Settings settings, Faults faults, Work work) {
        this.work = work;
        this.card = card;
        this.settings = settings;
        this.faults = faults;
    }

    public static T1ContactCard of(VirtualCard card, T1Settings settings, Faults faults) {
        return of(card, settings, faults, Work.atOnce());
    }

    /** A card that works as {@code work} says. */
    public static T1ContactCard of(VirtualCard card, T1Settings settings, Faults faults, Work work) {
        return new T1ContactCard(card, settings, faults, work);
    }

    /** How many commands were carried out. */
    public int executions() {
        return executions;
    }

    @Override
    public boolean speaksT1() {
        return true;
    }

    @Override
    public boolean usesCrc() {
        return settings.crc();
    }

    @Override
    public int fiDi() {
        return settings.fiDi();
    }

    @Override
    public int etuEach() {
        return 11;
    }

    @Override
    public Optional<byte[]> reset(int powerSelect) {
        if (powerSelect > settings.lowestClass()) {
            return Optional.empty();
        }
        card.reset();
        begin();
        return Optional.of(AtrBytes.t1(card.atr(), settings));
    }

    private void begin() {
        command.reset();
        requests.clear();
        answer = new byte[0];
        answerAt = 0;
        sendSequence = 0;
        receiveSequence = 0;
        ifsd = DEFAULT_IFSD;
        ifsc = settings.ifsc();
        open = null;
        last = ready(0);
    }

    @Override
    public Optional<Sending> take(byte[] block) {
        int codeLength = settings.crc() ? 2 : 1;
        boolean whole = block.length >= 3 + codeLength && block.length == 3 + (block[2] & 0xFF) + codeLength;
        if (!whole
                || !Arrays.equals(block, Edc.append(Arrays.copyOf(block, block.length - codeLength), settings.crc()))) {
            return send(ready(ERROR_IN_CODE), 0);
        }
        int pcb = block[1] & 0xFF;
        byte[] information = Arrays.copyOfRange(block, 3, block.length - codeLength);
        if (block[0] != 0 || information.length > ifsc) {
            return send(ready(ERROR_ELSEWHERE), 0);
        }
        if ((pcb & 0x80) == 0) {
            return information(pcb, information);
        }
        return (pcb & 0x40) == 0 ? ready(pcb, information) : supervisory(pcb, information);
    }

    private Optional<Sending> information(int pcb, byte[] information) {
        boolean inOurChain = open != null && (open[1] & MORE) != 0;
        boolean tooLong = command.size() + information.length > commandBuffer.capacity();
        if ((pcb >>> 6 & 1) != receiveSequence || !requests.isEmpty() || inOurChain || tooLong) {
            return send(ready(ERROR_ELSEWHERE), 0);
        }
        if (open != null) {
            sendSequence ^= 1;
            open = null;
        }
        receiveSequence ^= 1;
        command.writeBytes(information);
        if ((pcb & MORE) != 0) {
            return send(ready(0), 0);
        }
        executions++;
        commandBuffer.clear().put(command.toByteArray()).flip();
        command.reset();
        requests.addAll(faults.cardRequests());
        work.begin(this::execute);
        return goOn(settings.workNs());
    }

    private void execute() {
        responseBuffer.clear();
        SlotResult result = card.process(commandBuffer, responseBuffer);
        answer = new byte[responseBuffer.position()];
        responseBuffer.flip().get(answer);
        if (result != SlotResult.DONE) {
            answer = new byte[] {0x6F, 0};
        }
        answerAt = 0;
    }

    /** The next request of ours, or else the next piece of the answer. */
    private Optional<Sending> goOn(long workNs) {
        if (requests.isEmpty() && !work.isDone()) {
            requests.add(s(WTX, (byte) 1));
        }
        if (!requests.isEmpty()) {
            return send(requests.peek(), 0);
        }
        int length = Math.min(ifsd, answer.length - answerAt);
        boolean more = answerAt + length < answer.length;
        byte[] block = new byte[3 + length];
        block[1] = (byte) (sendSequence << 6 | (more ? MORE : 0));
        block[2] = (byte) length;
        System.arraycopy(answer, answerAt, block, 3, length);
        answerAt += length;
        open = block;
        return send(block, workNs);
    }

    private Optional<Sending> ready(int pcb, byte[] information) {
        if ((pcb & 0x20) != 0 || information.length != 0) {
            return send(ready(ERROR_ELSEWHERE), 0);
        }
        int wanted = pcb >>> 4 & 1;
        if (open == null || !requests.isEmpty()) {
            return send(last, 0);
        }
        if (wanted == sendSequence) {
            return send(open, 0);
        }
        if ((open[1] & MORE) == 0) {
            return send(ready(ERROR_ELSEWHERE), 0);
        }
        sendSequence ^= 1;
        return goOn(0);
    }

    private Optional<Sending> supervisory(int pcb, byte[] information) {
        switch (pcb) {
            case RESYNCH -> {
                begin();
                return send(s(RESYNCH | S_RESPONSE), 0);
            }
            case IFS -> {
                int value = information.length == 1 ? information[0] & 0xFF : 0;
                if (value == 0 || value > MOST_INFORMATION) {
                    return send(ready(ERROR_ELSEWHERE), 0);
                }
                ifsd = value;
                return send(s(IFS | S_RESPONSE, (byte) value), 0);
            }
            case ABORT -> {
                command.reset();
                return send(s(ABORT | S_RESPONSE), 0);
            }
            default -> {
                return response(pcb, information);
            }
        }
    }

    /** To our request: it must repeat what the request said. */
    private Optional<Sending> response(int pcb, byte[] information) {
        byte[] request = requests.peek();
        boolean fits = request != null
                && pcb == ((request[1] & 0xFF) | S_RESPONSE)
                && Arrays.equals(information, Arrays.copyOfRange(request, 3, request.length));
        if (!fits) {
            return send(request == null ? ready(ERROR_ELSEWHERE) : request, 0);
        }
        requests.remove();
        if ((request[1] & 0xFF) == IFS) {
            ifsc = request[3] & 0xFF;
        }
        if ((request[1] & 0xFF) == ABORT) {
            answer = new byte[0];
            open = null;
            return send(ready(0), 0);
        }
        return goOn(0);
    }

    static byte[] s(int pcb, byte... information) {
        byte[] block = new byte[3 + information.length];
        block[1] = (byte) pcb;
        block[2] = (byte) information.length;
        System.arraycopy(information, 0, block, 3, information.length);
        return block;
    }

    private byte[] ready(int error) {
        return s(R_BLOCK | receiveSequence << 4 | error);
    }

    private Optional<Sending> send(byte[] block, long workNs) {
        last = block;
        return Optional.of(new Sending(Edc.append(block, settings.crc()), workNs, 0));
    }
}
