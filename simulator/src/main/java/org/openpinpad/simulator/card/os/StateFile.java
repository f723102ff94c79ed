// SPDX-License-Identifier: Apache-2.0
package org.openpinpad.simulator.card.os;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.util.encoders.Hex;

/** The card's state in a file of the owner's, replaced as a whole and closed by a checksum. */
public final class StateFile {

    /** Three certificates in hex and everything else fit many times. */
    private static final long MAX_SIZE = 1 << 20;

    private static final String CHECKSUM = "sha256 ";

    private final Path file;

    public StateFile(Path file) {
        this.file = file;
    }

    /** Takes over the state's lines; 0, or the number of the first line that makes no sense. */
    public interface LineReader {
        int read(String[] lines);
    }

    /**
     * Gives the state in the file to the reader; false, and nothing, if there is no file.
     *
     * @throws IOException with one sentence for the user if the file is unreadable or damaged
     */
    public boolean load(LineReader reader) throws IOException {
        if (Files.notExists(file)) {
            return false;
        }
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
            throw damaged("it is no file of a card");
        }
        String all = new String(Files.readAllBytes(file), US_ASCII);
        int end = all.lastIndexOf(CHECKSUM);
        if (end < 0 || !all.substring(end).equals(checksum(all.substring(0, end)))) {
            throw damaged("its checksum is wrong");
        }
        int wrong = reader.read(all.substring(0, end).split("\n", -1));
        if (wrong != 0) {
            throw damaged("line " + wrong + " makes no sense");
        }
        return true;
    }

    /** Writes beside the file, then takes its place: a reader sees the old state or the new one. */
    public void save(String text) throws IOException {
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap((text + checksum(text)).getBytes(US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The last line of a file with this text. */
    public static String checksum(String text) {
        SHA256Digest digest = new SHA256Digest();
        byte[] bytes = text.getBytes(US_ASCII);
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return CHECKSUM + Hex.toHexString(hash) + "\n";
    }

    private IOException damaged(String why) {
        return new IOException("The card's state in " + file + " cannot be used: " + why
                + "; remove the file to begin with a new card.");
    }
}
