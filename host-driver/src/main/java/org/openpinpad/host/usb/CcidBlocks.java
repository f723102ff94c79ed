// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.host.usb;

import java.nio.ByteBuffer;
import org.openpinpad.ccid.message.ChainParameter;
import org.openpinpad.ccid.message.Header;
import org.openpinpad.ccid.message.PcToRdr;
import org.openpinpad.ccid.message.RdrToPc;
import org.openpinpad.host.ReaderException;
import org.openpinpad.host.ReaderException.Kind;
import org.openpinpad.host.usb.CcidResult.Done;

/** Carries whole APDUs in XfrBlocks, in as many as the reader's longest message needs (CCID 1.1 §6.1.4, §6.2.1). */
final class CcidBlocks {

    /** Longest response APDU: 65 536 bytes and SW1 SW2 (ISO 7816-4 §5.1). */
    private static final int RESPONSE_MAX = 65_538;

    /** Blocks of a response; a reader that sends empty ones for ever is cut off. */
    private static final int BLOCKS_MAX = 1_024;

    private final CcidExchange exchange;
    private final int dataMax;

    CcidBlocks(CcidExchange exchange, int messageMax) {
        this.exchange = exchange;
        this.dataMax = messageMax - Header.LENGTH;
    }

    /** Sends a command APDU and collects its response, which is the data of the DataBlock in {@link Done}. */
    CcidResult transmit(ByteBuffer command) {
        ByteBuffer rest = command.duplicate();
        int level = rest.remaining() <= dataMax ? ChainParameter.WHOLE : ChainParameter.BEGIN;
        CcidResult result = send(level, take(rest));
        while (rest.hasRemaining() && result instanceof Done done) {
            if (done.reply().data().hasRemaining()) {
                throw new ReaderException(Kind.PROTOCOL, "The reader answered a command that was not complete yet.");
            }
            level = rest.remaining() <= dataMax ? ChainParameter.END : ChainParameter.MIDDLE;
            result = send(level, take(rest));
        }
        return result instanceof Done done ? collect((RdrToPc.DataBlock) done.reply()) : result;
    }

    /** A DataBlock that outlives the next exchange. */
    static RdrToPc.DataBlock copy(RdrToPc.DataBlock block) {
        ByteBuffer data = ByteBuffer.allocate(block.data().remaining());
        return withData(block, data.put(block.data().duplicate()).flip());
    }

    private CcidResult collect(RdrToPc.DataBlock first) {
        RdrToPc.DataBlock block = first;
        ByteBuffer response = ByteBuffer.allocate(RESPONSE_MAX);
        for (int blocks = 0; blocks < BLOCKS_MAX; blocks++) {
            if (block.data().remaining() > response.remaining()) {
                throw new ReaderException(Kind.PROTOCOL, "The reader's response is longer than any card's can be.");
            }
            response.put(block.data().duplicate());
            switch (block.chainParameter()) {
                case ChainParameter.WHOLE, ChainParameter.END -> {
                    return new Done(withData(block, response.flip()));
                }
                case ChainParameter.BEGIN, ChainParameter.MIDDLE -> {
                    CcidResult next = send(ChainParameter.CONTINUE, PcToRdr.NO_DATA);
                    if (!(next instanceof Done done)) {
                        return next;
                    }
                    block = (RdrToPc.DataBlock) done.reply();
                }
                default ->
                    throw new ReaderException(
                            Kind.PROTOCOL, "The reader wants more of a command that is already complete.");
            }
        }
        throw new ReaderException(Kind.PROTOCOL, "The reader's response comes in too many blocks.");
    }

    private CcidResult send(int level, ByteBuffer data) {
        return exchange.run(seq -> new PcToRdr.XfrBlock(CcidExchange.SLOT, seq, 0, level, data), Patience.CARD);
    }

    private ByteBuffer take(ByteBuffer rest) {
        int length = Math.min(rest.remaining(), dataMax);
        ByteBuffer taken = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return taken;
    }

    private static RdrToPc.DataBlock withData(RdrToPc.DataBlock block, ByteBuffer data) {
        return new RdrToPc.DataBlock(
                block.slot(), block.seq(), block.status(), block.error(), ChainParameter.WHOLE, data);
    }
}
