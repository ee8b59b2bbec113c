package org.mafalda.rope.protocol;

import java.io.OutputStream;
import java.util.Arrays;

/** Collects the bytes of a message; one that comes in one piece is copied once. Not thread-safe. */
final class MessageSink extends OutputStream {
    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int length;

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        if (length == 0) {
            bytes = Arrays.copyOfRange(source, offset, offset + count);
        } else {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
            System.arraycopy(source, offset, bytes, length, count);
        }
        length += count;
    }

    /** All that was written; the sink must not be written to afterwards. */
    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
