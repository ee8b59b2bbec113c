package org.mafalda.mediasoup.local.internal.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to the worker: at once on the caller's thread when nobody else is writing, otherwise together with
 * those of others on a thread of its own.
 *
 * <p>A full pipe would block the caller, so a caller writes only while all bytes that the worker may not have taken yet
 * surely fit the pipe; past that the thread goes on. An answered request tells that the worker has taken everything up
 * to it. Thread-safe. Lives until {@link #close}.
 */
final class FrameWriter {
    /** Half of a pipe's 64 KiB: the kernel fills pages only in part when writes are small. */
    private static final long WINDOW_BYTES = 32 * 1024;
    /** As much may wait before packets are dropped. */
    private static final int LOSSY_BYTES = 4 * 1024 * 1024;
    /** Buffers that grew beyond this are not kept. */
    private static final int KEPT_BYTES = 1024 * 1024;

    private final OutputStream out;
    private final String name;
    private final Consumer<Throwable> failure;

    private byte[] waiting = new byte[16 * 1024];
    private byte[] spare = new byte[16 * 1024];
    private int waitingBytes;
    private long appended;
    /** Somebody is writing: a caller, or the thread if it is its turn. */
    private boolean writing;

    private boolean threadsTurn;

    private boolean closed;
    private @Nullable Thread thread;
    private volatile long taken;

    /** {@code failure} is told once, when the worker no longer reads. */
    FrameWriter(OutputStream out, String name, Consumer<Throwable> failure) {
        this.out = out;
        this.name = name;
        this.failure = failure;
    }

    /** Bytes that are on their way out of the buffer. */
    private static final class Batch {
        private final byte[] bytes;
        private final int length;

        private Batch(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    /** Sends a frame after those that were given before, and returns the mark that stands behind it. */
    long write(ByteBuffer frame) {
        Batch own;
        long mark;
        synchronized (this) {
            append(frame);
            mark = appended;
            if (writing || closed) {
                return mark;
            }
            writing = true;
            if (appended - taken > WINDOW_BYTES) {
                wakeThread();
                return mark;
            }
            own = takeBatch();
        }
        if (send(own)) {
            synchronized (this) {
                if (waitingBytes == 0) {
                    writing = false;
                } else {
                    wakeThread();
                }
            }
        }
        return mark;
    }

    /** Sends a frame unless too much is waiting already, and says whether it did. */
    boolean offer(ByteBuffer frame) {
        synchronized (this) {
            if (waitingBytes > LOSSY_BYTES) {
                return false;
            }
        }
        write(frame);
        return true;
    }

    /** The worker has taken all bytes up to the mark. */
    void taken(long mark) {
        if (mark > taken) {
            taken = mark;
        }
    }

    /** Sends nothing more and ends the thread. */
    synchronized void close() {
        closed = true;
        notifyAll();
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

    private Batch takeBatch() {
        Batch batch = new Batch(waiting, waitingBytes);
        waiting = spare.length > KEPT_BYTES ? new byte[KEPT_BYTES] : spare;
        spare = batch.bytes;
        waitingBytes = 0;
        return batch;
    }

    private boolean send(Batch batch) {
        try {
            out.write(batch.bytes, 0, batch.length);
            out.flush();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            close();
            failure.accept(e);
            return false;
        }
    }

    /** Has the thread go on; {@link #writing} stays set until it is done. */
    private void wakeThread() {
        threadsTurn = true;
        if (thread == null) {
            thread = new Thread(this::writeUntilClosed, name);
            thread.setDaemon(true);
            thread.start();
        } else {
            notifyAll();
        }
    }

    private void writeUntilClosed() {
        while (true) {
            Batch batch = awaitBatch();
            if (batch == null || !send(batch)) {
                return;
            }
        }
    }

    private synchronized @Nullable Batch awaitBatch() {
        if (waitingBytes == 0) {
            threadsTurn = false;
            writing = false;
        }
        while (!closed && !threadsTurn) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        return closed ? null : takeBatch();
    }
}
