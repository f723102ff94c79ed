// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.iso7816.tpdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openpinpad.ccid.Vectors.bytes;
import static org.openpinpad.ccid.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.openpinpad.iso7816.tpdu.CardProtocol.Disturbance;
import org.openpinpad.iso7816.tpdu.CardProtocol.Failure;
import org.openpinpad.iso7816.tpdu.CardProtocol.Step;

/** Plays the card's part of a dialogue in T=1 and holds the device to its own. The rows are explained in t1-scenarios.txt. */
final class T1Dialogue {

    /** How a block gets lost on its way to the device. */
    enum Garbling {
        WRONG_EPILOGUE,
        WRONG_PARITY,
        SILENCE
    }

    private static final int BLOCK_MEMORY = 259;
    private static final int MARGIN = 3;

    private final Epilogue epilogue;
    private final Garbling garbling;
    private final T1Line line;
    private int ifsc = 32;
    private int ifsd = 32;
    private int room = 300;
    private T1Protocol device;
    private Step step;
    private ByteBuffer response;
    private String command = "";
    private int pieceAt;
    private int pieceLength;
    private int pieceNumber;

    T1Dialogue(Epilogue epilogue, Garbling garbling) {
        this.epilogue = epilogue;
        this.garbling = garbling;
        this.line = new T1Line(epilogue);
    }

    /** A well-formed command APDU of that many bytes in the short form: case 1, 2 or 3. */
    static byte[] command(int length) {
        byte[] apdu = new byte[length];
        for (int i = 0; i < length; i++) {
            apdu[i] = (byte) (0x41 + i);
        }
        System.arraycopy(bytes("00 D6 00 00"), 0, apdu, 0, 4);
        if (length > 5) {
            apdu[4] = (byte) (length - 5);
        }
        return apdu;
    }

    void play(Script script) {
        script.rows().forEach(this::row);
        assertTrue(step != Step.SEND, "the script ends in the middle");
    }

    private void row(String row) {
        String[] words = row.split(" ", 2);
        try {
            switch (words[0]) {
                case "ifsc" -> ifsc = Integer.parseInt(words[1]);
                case "ifsd" -> ifsd = Integer.parseInt(words[1]);
                case "room" -> room = Integer.parseInt(words[1]);
                case "begin" -> begin(command(Integer.parseInt(words[1])));
                case "dev" -> device(words[1]);
                case "card" -> card(words[1]);
                case "done" -> done(words[1]);
                case "failed" -> failed(words[1]);
                default -> throw new IllegalArgumentException(row);
            }
        } catch (AssertionError e) {
            throw new AssertionError("at \"" + row + "\": " + e.getMessage(), e);
        }
    }

    void begin(byte... apdu) {
        if (device == null) {
            device = new T1Protocol(ByteBuffer.allocateDirect(BLOCK_MEMORY), ifsc, epilogue, ifsd);
        }
        command = hex(ByteBuffer.wrap(apdu));
        pieceAt = 0;
        pieceLength = 0;
        pieceNumber = -1;
        ByteBuffer inItsPlace = ByteBuffer.allocateDirect(apdu.length + 2 * MARGIN);
        inItsPlace.position(MARGIN).put(apdu).flip().position(MARGIN);
        response = ByteBuffer.allocateDirect(room + MARGIN).position(MARGIN);
        step = device.begin(inItsPlace, response);
    }

    private void device(String row) {
        WireBlock sent = sent();
        String[] wanted = row.split("(?<=\\)) ", 2);
        assertEquals(wanted[0], sent.name());
        if (sent.isI()) {
            checkPiece(sent);
        } else if (sent.isR()) {
            checkReason(sent, wanted.length > 1 ? wanted[1] : "any");
        } else {
            assertEquals(WireBlock.of(row), sent);
            ifsc = sent.name().equals("S(IFS response)") ? Integer.parseInt(sent.inf(), 16) : ifsc;
        }
    }

    /** What the device wants to be sent, with what holds for all its blocks. */
    WireBlock sent() {
        assertEquals(Step.SEND, step);
        WireBlock sent = line.read(device.tpdu());
        assertEquals(0, sent.nad(), "NAD");
        if (sent.name().equals("S(WTX response)")) {
            int asked = Integer.parseInt(sent.inf(), 16);
            assertEquals(Math.max(1, asked), device.waitMultiplier(), "waiting time");
        } else if (!sent.isR() || sent.error() == WireBlock.NO_ERROR) {
            assertEquals(1, device.waitMultiplier(), "waiting time");
        }
        return sent;
    }

    private void checkPiece(WireBlock sent) {
        if (sent.sendNumber() != pieceNumber) {
            pieceAt += pieceLength;
            pieceNumber = sent.sendNumber();
        }
        pieceLength = Math.min(ifsc, command.length() / 2 - pieceAt);
        assertEquals(command.substring(2 * pieceAt, 2 * (pieceAt + pieceLength)), sent.inf(), "INF");
    }

    private static void checkReason(WireBlock sent, String reason) {
        switch (reason) {
            case "any" -> assertTrue(sent.error() <= WireBlock.OTHER_ERROR, "reserved bits");
            case "no error" -> assertEquals(WireBlock.NO_ERROR, sent.error(), "reason");
            case "edc" -> assertEquals(WireBlock.EDC_OR_PARITY, sent.error(), "reason");
            case "other" -> assertEquals(WireBlock.OTHER_ERROR, sent.error(), "reason");
            default -> throw new IllegalArgumentException(reason);
        }
    }

    private void card(String row) {
        assertEquals(Step.SEND, step);
        if (row.startsWith("garbled ")) {
            garbled(row.substring("garbled ".length()), garbling);
        } else if (row.startsWith("wrong epilogue ")) {
            garbled(row.substring("wrong epilogue ".length()), Garbling.WRONG_EPILOGUE);
        } else if (row.equals("wrong parity")) {
            garbled("", Garbling.WRONG_PARITY);
        } else if (row.equals("silent")) {
            garbled("", Garbling.SILENCE);
        } else if (row.startsWith("bytes ")) {
            answer(line.write(bytes(row.substring("bytes ".length()))));
        } else {
            answer(line.write(WireBlock.of(row)));
        }
    }

    private void garbled(String block, Garbling how) {
        switch (how) {
            case WRONG_EPILOGUE -> answer(line.writeWithWrongEpilogue(WireBlock.of(block)));
            case WRONG_PARITY -> step = device.disturbed(Disturbance.PARITY);
            case SILENCE -> step = device.disturbed(Disturbance.SILENCE);
        }
    }

    /** The card answers; the device must leave alone what it is shown. */
    void answer(ByteBuffer tpdu) {
        String before = hex(tpdu);
        int at = tpdu.position();
        step = device.received(tpdu);
        assertEquals(before, hex(tpdu.duplicate().position(at)), "the card's block was written to");
    }

    void answer(WireBlock block) {
        answer(line.write(block));
    }

    /** A block, or {@code silent} or {@code parity}. */
    void hear(String block) {
        switch (block) {
            case "silent" -> step = device.disturbed(Disturbance.SILENCE);
            case "parity" -> step = device.disturbed(Disturbance.PARITY);
            default -> answer(WireBlock.of(block));
        }
    }

    private void done(String expected) {
        assertEquals(Step.DONE, step);
        assertEquals(hex(hex(expected)), answered());
    }

    /** The response APDU after DONE. */
    String answered() {
        return hex(response.duplicate().flip().position(MARGIN));
    }

    private void failed(String row) {
        assertEquals(Step.FAILED, step);
        String[] words = row.split(" ", 2);
        Set<Failure> allowed = failures(words[0]);
        assertTrue(allowed.contains(device.failure()), device.failure() + " is none of " + allowed);
        if (words.length > 1) {
            assertEquals(words[1].equals("out of step"), device.outOfStep(), "out of step");
        }
    }

    /** Blocks that break a rule may be reported as such or as unusable. */
    private Set<Failure> failures(String name) {
        return switch (name) {
            case "disturbed" -> EnumSet.of(garbling == Garbling.SILENCE ? Failure.SILENT : Failure.GARBLED);
            case "violated" -> EnumSet.of(Failure.VIOLATED, Failure.GARBLED);
            default -> EnumSet.of(Failure.valueOf(name));
        };
    }

    Step step() {
        return step;
    }

    T1Protocol device() {
        return device;
    }

    T1Line line() {
        return line;
    }

    T1Dialogue sizes(int cardSize, int deviceSize, int responseRoom) {
        ifsc = cardSize;
        ifsd = deviceSize;
        room = responseRoom;
        return this;
    }
}
