package org.mafalda.chaos;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mafalda.chaos.ledger.Effects;

/** What a server has carried out, in a file that outlives it however it ends. Written by one thread at a time. */
final class EffectFile implements Effects, AutoCloseable {
    private static final int RECORD_BYTES = 2 * Long.BYTES;

    private final FileChannel channel;
    private final ByteBuffer written = ByteBuffer.allocateDirect(RECORD_BYTES);

    EffectFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void done(long ticket, long number) {
        written.clear().putLong(ticket).putLong(number).flip();
        try {
            while (written.hasRemaining()) {
                channel.write(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Tells what a file holds, in order. */
    static void read(Path path, Effects into) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            for (long left = Files.size(path) / RECORD_BYTES; left > 0; left--) {
                into.done(in.readLong(), in.readLong());
            }
        }
    }
}
