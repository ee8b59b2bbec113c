package org.mafalda.mediasoup.local.internal.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the worker's byte stream into messages: a 32-bit little-endian length, then as many bytes.
 *
 * <p>Used by one thread at a time. The buffer that a message is handed over in is valid only during the call.
 */
final class FrameReader {
    private static final int LENGTH_BYTES = 4;
    private static final int INITIAL_BYTES = 128 * 1024;
    /** The JDK reads no more than this without allocating memory for it. */
    private static final int CHEAP_BYTES = 8192;

    private final InputStream in;
    private final Consumer<ByteBuffer> messages;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private ByteBuffer view = view(bytes);
    private int start;
    private int end;
    /** The last read found at least {@link #CHEAP_BYTES}: there may be more. */
    private boolean full;

    FrameReader(InputStream in, Consumer<ByteBuffer> messages) {
        this.in = in;
        this.messages = messages;
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads once and hands over the messages that are whole now; false when the stream has ended. A message that the
     * end cuts off is dropped.
     *
     * @throws BrokenChannelException if a length is impossible
     */
    boolean read() throws IOException {
        int room = bytes.length - end;
        int read = in.read(bytes, end, full ? room : Math.min(room, CHEAP_BYTES));
        if (read < 0) {
            return false;
        }
        full = read >= CHEAP_BYTES;
        end += read;
        handOver();
        makeRoom();
        return true;
    }

    private void handOver() {
        while (end - start >= LENGTH_BYTES) {
            int length = view.getInt(start);
            if (length < LENGTH_BYTES || length > Channel.MAX_MESSAGE_BYTES) {
                throw new BrokenChannelException("Worker sent a message of an impossible length [length:"
                        + Integer.toUnsignedString(length) + ", limit:" + Channel.MAX_MESSAGE_BYTES + "]");
            }
            if (end - start - LENGTH_BYTES < length) {
                return;
            }
            view.limit(start + LENGTH_BYTES + length).position(start + LENGTH_BYTES);
            start += LENGTH_BYTES + length;
            messages.accept(view);
            view.clear();
        }
    }

    /** Moves the unfinished message to the front, into a larger array if it does not fit. */
    private void makeRoom() {
        if (start == end) {
            start = 0;
            end = 0;
            return;
        }
        int needed = end - start < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + view.getInt(start);
        if (needed > bytes.length) {
            bytes = Arrays.copyOfRange(bytes, start, start + needed);
            view = view(bytes);
        } else if (needed > bytes.length - start || end == bytes.length) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
        } else {
            return;
        }
        end -= start;
        start = 0;
    }
}
