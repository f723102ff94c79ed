// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.gadget.reader;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.openpinpad.ccid.message.CommandStatus;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.IccStatus;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;

/** The reader's short answers: every type, every outcome, always with the command's own bSlot and bSeq (CCID 1.1 §6.2). */
final class Replies {

    private final HostPort host;
    private final Supplier<IccStatus> icc;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(HostPort.COPIED_MAX);

    Replies(HostPort host, Supplier<IccStatus> icc) {
        this.host = host;
        this.icc = icc;
    }

    /** The command is done; {@code b9} is the answer's own byte, {@code data} at most what a short answer holds. */
    void succeed(PcToRdr command, int b9, ByteBuffer data) {
        put(command.messageType(), 0, command.seq(), CommandStatus.PROCESSED, 0, b9, data);
    }

    void succeed(PcToRdr command) {
        succeed(command, 0, PcToRdr.NO_DATA);
    }

    /** The command of this type and bSeq, on slot 0, is done. */
    void succeed(int commandType, int seq, ByteBuffer data) {
        put(commandType, 0, seq, CommandStatus.PROCESSED, 0, 0, data);
    }

    /** The command of this type and bSeq, on slot 0, is done, and these two bytes are the answer. */
    void statusWord(int commandType, int seq, int statusWord) {
        succeed(commandType, seq, ByteBuffer.wrap(new byte[] {(byte) (statusWord >>> 8), (byte) statusWord}));
    }

    void fail(PcToRdr command, int bError) {
        put(command.messageType(), command.slot(), command.seq(), CommandStatus.FAILED, bError, 0, PcToRdr.NO_DATA);
    }

    void fail(int commandType, int seq, int bError) {
        put(commandType, 0, seq, CommandStatus.FAILED, bError, 0, PcToRdr.NO_DATA);
    }

    /** The command needs more time: the same waiting time once more. */
    void extend(int commandType, int seq) {
        put(commandType, 0, seq, CommandStatus.TIME_EXTENSION, 1, 0, PcToRdr.NO_DATA);
    }

    private void put(int commandType, int slot, int seq, CommandStatus command, int bError, int b9, ByteBuffer data) {
        IccStatus status = slot == 0 ? icc.get() : IccStatus.ABSENT;
        frame.clear();
        Header.put(
                frame,
                0,
                RdrToPc.answerTo(commandType),
                data.remaining(),
                slot,
                seq,
                RdrToPc.status(command, status),
                bError,
                b9);
        frame.position(Header.LENGTH).put(data.duplicate()).flip();
        host.send(frame);
    }
}
