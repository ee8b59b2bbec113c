package org.mafalda.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Video frames from an IVF file, as VP8 encoders write it: a header of 32 bytes, then frames of 12 bytes and their
 * data.
 *
 * @param frames the frames; the first one is a key frame
 * @param framesPerSecond as the header says
 */
record IvfFile(List<byte[]> frames, int framesPerSecond) {
    private static final int SIGNATURE = 0x46494B44;
    private static final int FRAME_HEADER_LENGTH = 12;

    IvfFile {
        frames = List.copyOf(frames);
    }

    /** The recording that comes with the demo: a test picture of one second, made to be repeated. */
    static IvfFile testPicture() {
        String name = "test-picture.ivf";
        try (InputStream in = IvfFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource not found [name:" + name + "]");
            }
            return read(ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IvfFile read(ByteBuffer bytes) {
        ByteBuffer file = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < 32 || file.getInt(0) != SIGNATURE) {
            throw new IllegalArgumentException("Not an IVF file [length:" + bytes.remaining() + "]");
        }
        int framesPerSecond = file.getInt(16) / file.getInt(20);
        file.position(file.getShort(6));
        List<byte[]> frames = new ArrayList<>();
        while (file.remaining() > FRAME_HEADER_LENGTH) {
            byte[] frame = new byte[file.getInt()];
            file.getLong();
            file.get(frame);
            frames.add(frame);
        }
        return new IvfFile(frames, framesPerSecond);
    }
}
