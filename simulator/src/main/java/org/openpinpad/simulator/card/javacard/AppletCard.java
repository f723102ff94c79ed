// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.javacard;

import com.licel.jcardsim.base.Simulator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javacard.framework.AID;
import javacard.framework.Applet;
import javacard.framework.SystemException;
import org.openpinpad.card.SlotResult;
import org.openpinpad.simulator.card.StatusWord;
import org.openpinpad.simulator.card.VirtualCard;

/**
 * A JavaCard with one applet, in jCardSim.
 *
 * <p><b>A command can hold a PIN, and jCardSim takes commands in heap arrays alone</b>: this card keeps a PIN in the memory
 * of the process that runs the reader, and no search of that memory means anything. Our array is wiped after each command;
 * what jCardSim and the applet copy is theirs. To keep them apart, run jCardSim in a process of its own, at {@code --vpcd}.
 */
final class AppletCard implements VirtualCard {

    private final Simulator jCardSim;

    private AppletCard(Simulator jCardSim) {
        this.jCardSim = jCardSim;
    }

    /** Installs an applet whose name on the card is {@code aid}; what does not work is said in a sentence. */
    static AppletCard install(String className, byte[] aid, ClassLoader loader) throws IOException {
        return install(appletClass(className, loader), aid);
    }

    private static Class<? extends Applet> appletClass(String className, ClassLoader loader) throws IOException {
        try {
            return Class.forName(className, true, loader).asSubclass(Applet.class);
        } catch (ClassNotFoundException e) {
            throw new IOException(
                    "There is no class " + className + "; --applet-classpath says where other people's classes are.",
                    e);
        } catch (ClassCastException e) {
            throw new IOException("The class " + className + " is no applet: it does not extend Applet.", e);
        }
    }

    private static AppletCard install(Class<? extends Applet> applet, byte[] aid) throws IOException {
        Simulator jCardSim = new Simulator();
        jCardSim.changeProtocol("T=1");
        try {
            jCardSim.installApplet(new AID(aid, (short) 0, (byte) aid.length), applet);
        } catch (SystemException e) {
            throw new IOException(
                    "The applet " + applet.getName() + " did not install itself (jCardSim's reason: "
                            + HexFormat.of().toHexDigits(e.getReason()) + ").",
                    e);
        }
        return new AppletCard(jCardSim);
    }

    @Override
    public byte[] atr() {
        return jCardSim.getATR();
    }

    @Override
    public void reset() {
        jCardSim.reset();
    }

    @Override
    public SlotResult process(ByteBuffer command, ByteBuffer response) {
        byte[] bytes = new byte[command.remaining()];
        command.get(command.position(), bytes);
        try {
            byte[] answer = transmit(bytes);
            if (answer.length > response.remaining()) {
                return SlotResult.OVERRUN;
            }
            response.put(answer);
            return SlotResult.DONE;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whatever jCardSim makes of a malformed command, the answer is a response APDU. */
    private byte[] transmit(byte[] command) {
        try {
            byte[] answer = jCardSim.transmitCommand(command);
            if (answer != null && answer.length >= 2) {
                return answer;
            }
        } catch (RuntimeException e) {
            // Some lengths take it out of its arrays.
        }
        return new byte[] {(byte) (StatusWord.NO_PRECISE_DIAGNOSIS >> 8), (byte) StatusWord.NO_PRECISE_DIAGNOSIS};
    }
}
