package org.mafalda.mediasoup.local.internal.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Writes messages to the worker: at once on the caller's thread when nobody else is writing, together with those of
 * others when somebody is.
 *
 * <p>A full pipe would block the caller, so a caller writes only while all bytes that the worker may not have taken yet
 * surely fit the pipe; past that another thread goes on. An answered request tells that the worker has taken everything
 * up to it. Thread-safe.
 */
final class FrameWriter {
    /** Half of a pipe's 64 KiB: the kernel fills pages only in part when writes are small. */
    private static final long WINDOW_BYTES = 32 * 1024;
    /** Buffers that grew beyond this are not kept. */
    private static final int KEPT_BYTES = 1024 * 1024;

    private final OutputStream out;
    private final Executor slowPath;
    private final Consumer<IOException> failure;

    private byte[] waiting = new byte[16 * 1024];
    private byte[] spare = new byte[16 * 1024];
    private int waitingBytes;
    private long appended;
    private boolean writing;
    private volatile long taken;

    FrameWriter(OutputStream out, Executor slowPath, Consumer<IOException> failure) {
        this.out = out;
        this.slowPath = slowPath;
        this.failure = failure;
    }

    /** Sends a frame after those that were given before, and returns the mark that stands behind it. */
    long write(ByteBuffer frame) {
        long mark;
        synchronized (this) {
            append(frame);
            mark = appended;
            if (writing) {
                return mark;
            }
            writing = true;
        }
        if (!drain(false)) {
            slowPath.execute(() -> drain(true));
        }
        return mark;
    }

    /** The worker has taken all bytes up to the mark. */
    void taken(long mark) {
        if (mark > taken) {
            taken = mark;
        }
    }

    private void append(ByteBuffer frame) {
        int bytes = frame.remaining();
        if (waiting.length - waitingBytes < bytes) {
            waiting = Arrays.copyOf(waiting, Math.max(waiting.length * 2, waitingBytes + bytes));
        }
        frame.get(waiting, waitingBytes, bytes);
        waitingBytes += bytes;
        appended += bytes;
    }

    /** Sends all that waits; false if it stopped, still as the one who writes, because the pipe might be full. */
    private boolean drain(boolean mayBlock) {
        try {
            while (true) {
                byte[] batch;
                int bytes;
                synchronized (this) {
                    if (waitingBytes == 0) {
                        writing = false;
                        return true;
                    }
                    if (!mayBlock && appended - taken > WINDOW_BYTES) {
                        return false;
                    }
                    batch = waiting;
                    bytes = waitingBytes;
                    waiting = spare.length > KEPT_BYTES ? new byte[KEPT_BYTES] : spare;
                    spare = batch;
                    waitingBytes = 0;
                }
                out.write(batch, 0, bytes);
                out.flush();
            }
        } catch (IOException e) {
            failure.accept(e);
            return true;
        }
    }
}
