package org.mafalda.mediasoup.local.internal.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to the worker: at once on the caller's thread when nobody else is writing, otherwise together with
 * those of others on a thread of its own.
 *
 * <p>A full pipe would block the caller, so a caller writes only while all bytes that the worker may not have taken yet
 * surely fit the pipe; past that the thread goes on. An answered request tells that the worker has taken everything up
 * to it.
 *
 * <p>A thread that is going to write much may {@link #gather}: then the first message of a moment goes out at once, and
 * what follows within it goes out together.
 *
 * <p>Thread-safe. Lives until {@link #close}.
 */
final class FrameWriter {
    /** Half of a pipe's 64 KiB: the kernel fills pages only in part when writes are small. */
    private static final long WINDOW_BYTES = 32 * 1024;
    /** As much may wait before packets are dropped. */
    private static final int LOSSY_BYTES = 4 * 1024 * 1024;
    /** What is gathered goes out after this time, or as soon as it is this much. */
    private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final int GATHER_BYTES = 8 * 1024;
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

    /** Whose messages are gathered, or null. */
    private @Nullable Thread gatherer;

    private long gatheringSince;

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
            own = gathers() ? null : nextTurn();
        }
        sendOwn(own);
        return mark;
    }

    /** From now on the calling thread's messages may wait for each other, until it calls {@link #release}. */
    synchronized void gather() {
        gatherer = Thread.currentThread();
    }

    /** Sends what has been gathered, if the moment is over. */
    void refresh() {
        Batch own;
        synchronized (this) {
            own = waitingBytes == 0 || gathers() ? null : nextTurn();
        }
        sendOwn(own);
    }

    /** Sends what has been gathered and gathers no more. May be called by another thread too. */
    void release() {
        Batch own;
        synchronized (this) {
            gatherer = null;
            own = nextTurn();
        }
        sendOwn(own);
    }

    /** Whether what waits may go on waiting for more; if not, a new moment begins. */
    private boolean gathers() {
        if (gatherer != Thread.currentThread()) {
            return false;
        }
        long now = System.nanoTime();
        if (waitingBytes < GATHER_BYTES && now - gatheringSince < GATHER_NANOS) {
            return true;
        }
        gatheringSince = now;
        return false;
    }

    /** What the caller is to send now; null if there is nothing or others are going to send it. */
    private @Nullable Batch nextTurn() {
        if (waitingBytes == 0 || writing || closed) {
            return null;
        }
        writing = true;
        if (appended - taken > WINDOW_BYTES) {
            wakeThread();
            return null;
        }
        return takeBatch();
    }

    private void sendOwn(@Nullable Batch own) {
        if (own != null && send(own)) {
            synchronized (this) {
                if (waitingBytes == 0) {
                    writing = false;
                } else {
                    wakeThread();
                }
            }
        }
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
