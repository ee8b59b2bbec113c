package org.mafalda.mediasoup.local.internal.channel;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.local.internal.fbs.MessageFbs;
import org.mafalda.rope.Details;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one worker process.
 *
 * <p>Requests may be sent from any thread. Answers are decoded by the thread that calls {@link #readAll} and settled on
 * the lane, notifications likewise, in the order in which the worker sent them; when the lane is idle, that thread runs
 * its turn. After {@link #close} no request is pending and none is accepted.
 */
public final class Channel {
    /** The worker refuses longer messages, and never sends one. */
    public static final int MAX_MESSAGE_BYTES = 4_194_304;

    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final int KEPT_BUILDER_BYTES = 64 * 1024;
    private static final ThreadLocal<FlatBufferBuilder> BUILDER =
            ThreadLocal.withInitial(() -> new FlatBufferBuilder(1024));

    private final FrameReader reader;
    private final FrameWriter writer;
    private final Lane lane;
    private final Listener listener;
    private final RequestTable requests = new RequestTable();
    private final LongAdder dropped = new LongAdder();
    /** What was read and is still to be done on the lane; touched by the reading thread only. */
    private List<Runnable> decoded = new ArrayList<>();

    private volatile boolean closed;

    /** Takes what the worker says by itself. */
    public interface Listener {
        /** Whether packets for that object (RTP, RTCP, data messages) are to be handed over, on the I/O thread. */
        boolean wantsPackets(String handlerId);

        /** A decoded notification, on the lane; {@code handlerId} is the object that it speaks of. */
        void notified(String handlerId, Object notification);

        /** A log line, on the I/O thread. */
        void logged(String line);

        /** The worker no longer reads, on any thread. */
        void writeFailed(Throwable failure);
    }

    /** A conversation over the two streams. */
    public Channel(InputStream in, OutputStream out, Lane lane, Listener listener) {
        this.reader = new FrameReader(in, this::dispatch);
        this.writer = new FrameWriter(out, lane + "-writer", listener::writeFailed);
        this.lane = lane;
        this.listener = listener;
    }

    /**
     * Reads what the worker sends until it ends the stream, which gives true, or until a listener took so long that
     * {@code relief} has had another thread call this method, which gives false.
     *
     * @throws BrokenChannelException if the worker sends what cannot be understood
     */
    public boolean readAll(Runnable relief) throws IOException {
        while (read()) {
            if (!lane.executeHere(takeDecoded(), () -> relieve(relief))) {
                return false;
            }
        }
        return true;
    }

    private void relieve(Runnable relief) {
        writer.release();
        relief.run();
    }

    private boolean read() throws IOException {
        try {
            return reader.read();
        } catch (IOException | RuntimeException | Error e) {
            takeDecoded().forEach(lane::execute);
            throw e;
        }
    }

    private List<Runnable> takeDecoded() {
        if (decoded.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = decoded;
        taken.add(writer::release);
        decoded = new ArrayList<>();
        return taken;
    }

    /** Leaves something to the lane; what is sent to the worker meanwhile goes out together. */
    private void leave(Runnable task) {
        if (decoded.isEmpty()) {
            decoded.add(writer::gather);
        }
        decoded.add(() -> {
            task.run();
            writer.refresh();
        });
    }

    /**
     * Sends a request.
     *
     * @param onLane makes the result from the worker's answer, on the lane; when it throws, the future fails with that
     * @param explain turns a failure into the one that the future is to fail with, on the lane
     */
    public <T, R> CompletableFuture<R> request(
            Request<T> request, Function<? super T, ? extends R> onLane, Function<Throwable, Throwable> explain) {
        PendingRequest<T, R> pending = new PendingRequest<>(request, onLane, explain, lane);
        if (closed) {
            pending.reject(closedFailure(request));
            return pending.future();
        }
        int id = requests.add(pending);
        FlatBufferBuilder builder = BUILDER.get();
        try {
            ByteBuffer frame = MessageFbs.request(builder, id, request);
            checkSize(frame, request.name());
            pending.mark(writer.write(frame));
            release(builder);
        } catch (RuntimeException | Error e) {
            BUILDER.remove();
            requests.remove(id);
            return LaneFuture.failed(e instanceof IllegalArgumentException ? unfit(request.name(), e) : e);
        }
        if (closed && requests.remove(id) != null) {
            pending.reject(closedFailure(request));
        }
        return pending.future();
    }

    /** Sends a notification, after the requests that were sent before; nothing happens once the channel is closed. */
    public void notify(Notification notification) {
        if (!closed) {
            encode(notification, writer::write);
        }
    }

    /** Sends a packet, unless too many are waiting or it is too long: then it is dropped. */
    public void notifyLossily(Notification notification) {
        if (!closed) {
            encode(notification, frame -> {
                if (frame.remaining() > MAX_MESSAGE_BYTES || !writer.offer(frame)) {
                    dropped.increment();
                    LOG.debug("Packet dropped [handlerId:{}, dropped:{}]", notification.handlerId(), dropped);
                }
            });
        }
    }

    private static void encode(Notification notification, Consumer<ByteBuffer> taker) {
        FlatBufferBuilder builder = BUILDER.get();
        try {
            taker.accept(MessageFbs.notification(builder, notification));
            release(builder);
        } catch (RuntimeException | Error e) {
            BUILDER.remove();
            throw e;
        }
    }

    /** Text with half of a surrogate pair, which UTF-8 cannot hold. */
    private static InvalidArgumentException unfit(String name, Throwable reason) {
        return InvalidArgumentException.of(name, reason.getMessage(), "must fit into a message for the worker");
    }

    private static void checkSize(ByteBuffer frame, String name) {
        if (frame.remaining() > MAX_MESSAGE_BYTES) {
            throw InvalidArgumentException.of(
                    name,
                    frame.remaining() + " bytes",
                    "must not make a message of more than " + MAX_MESSAGE_BYTES + " bytes");
        }
    }

    /** Makes the builder ready for the next message; one that failed half-way is dropped instead. */
    private static void release(FlatBufferBuilder builder) {
        if (builder.dataBuffer().capacity() > KEPT_BUILDER_BYTES) {
            BUILDER.remove();
        } else {
            builder.clear();
        }
    }

    private void dispatch(ByteBuffer message) {
        try {
            MessageFbs.read(message, this::respond, listener::wantsPackets, this::notified, this::logged);
        } catch (BrokenChannelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BrokenChannelException(
                    "Worker sent a message that cannot be read [bytes:" + message.limit() + "]", e);
        }
    }

    private void respond(int id, MessageFbs.Outcome outcome) {
        PendingRequest<?, ?> pending = requests.remove(id);
        if (pending == null) {
            if (!closed) {
                LOG.warn("Worker answered a request that does not wait [id:{}]", Integer.toUnsignedString(id));
            }
            return;
        }
        writer.taken(pending.mark());
        try {
            pending.decode(outcome);
        } catch (RuntimeException e) {
            leave(() -> pending.rejectOnLane(closedFailure(pending.request())));
            throw e;
        }
        leave(pending);
    }

    private void notified(String handlerId, Object notification) {
        leave(() -> listener.notified(handlerId, notification));
    }

    private void logged(String line) {
        try {
            listener.logged(line);
        } catch (RuntimeException e) {
            LOG.warn("Log line of the worker could not be logged", e);
        }
    }

    /**
     * Refuses further requests and fails those that wait with {@link WorkerClosedException}, oldest first. Called on
     * the lane; idempotent.
     */
    public void close() {
        refuse();
        writer.release();
        writer.close();
        requests.removeAll().values().forEach(pending -> pending.rejectOnLane(closedFailure(pending.request())));
    }

    /** Refuses further requests; those that wait go on waiting, for their answer or for {@link #close}. */
    public void refuse() {
        closed = true;
    }

    private static WorkerClosedException closedFailure(Request<?> request) {
        return new WorkerClosedException(
                "Worker is closed", Details.of("method", request.name(), "handlerId", request.handlerId()));
    }
}
