package org.mafalda.rope.client.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Details;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.FrameReader;
import org.mafalda.rope.protocol.MessageTaker;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.protocol.session.Outgoing;
import org.mafalda.rope.protocol.session.Receipts;
import org.mafalda.rope.runtime.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;

/**
 * One connection of a session, from the first attempt to its end: hello, snapshot, and then what the server tells. All
 * happens on the session's lane.
 */
final class Link implements ConnectionListener, MessageTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    /** A server that has been silent for so many heartbeats is given up, unless the options say when. */
    private static final int SILENT_HEARTBEATS = 3;
    /** How often it is looked for a sign of life, and asked for one, until then. */
    private static final int LOOKS = 4;
    /** Milliseconds: a day. */
    private static final long LONGEST_HEARTBEAT = 86_400_000;

    private final Session session;
    private final Lane lane;
    private final ContractModel contract;
    private final RopeClientOptions options;
    private final Outbox outbox;
    private final long helloId;
    private final Timers timers;

    private volatile @Nullable Connection connection;
    private @Nullable Hello hello;
    private @Nullable Snapshot snapshot = new Snapshot();
    private Timers.@Nullable Timer deadline;
    private Timers.@Nullable Timer heartbeat;
    private Timers.@Nullable Timer watch;
    private boolean over;
    private volatile long heardNanos;
    private long framesSpoken;
    /** What had been read when the last frame came; touched by the thread that reads, alone. */
    private long bytesRead;

    /** What becomes of a connection. All on the lane; after {@link #lost} nothing follows. */
    interface Session {
        /** The socket is open; the hello to send is the result. */
        byte[] opened(Connection connection, long helloId);

        /** The server has opened a session, of which the snapshot follows. */
        void begun(Hello hello);

        /** The session goes on where it was cut. */
        void resumed(Connection connection, Hello hello);

        /** The snapshot is here. */
        void ready(Connection connection, Hello hello, Snapshot snapshot);

        /** Counts what comes in the session. */
        Receipts receipts();

        /** As {@link MessageTaker#readEarly}. */
        @Nullable Runnable readEarly(String method, JsonParser params);

        void changed(Slice params);

        void fired(Slice params);

        void answered(long id, Slice result);

        void failed(long id, DetailedException failure);

        /** The connection is gone, or was never made. */
        void lost(DetailedException why, Loss loss);
    }

    /** What the end of a connection means. */
    enum Loss {
        /** There was no server. */
        NOT_MADE,
        /** The session can go on over another connection. */
        CUT,
        /** The session is over, or what was said in it must not be repeated. */
        SESSION_OVER,
        /** Another attempt would end in the same way. */
        FOR_GOOD
    }

    Link(
            Session session,
            Lane lane,
            Timers timers,
            ContractModel contract,
            RopeClientOptions options,
            Outbox outbox,
            long helloId) {
        this.session = session;
        this.lane = lane;
        this.timers = timers;
        this.contract = contract;
        this.options = options;
        this.outbox = outbox;
        this.helloId = helloId;
        this.heardNanos = timers.nanoTime();
    }

    /** Begins. */
    void open(Connector connector) {
        deadline =
                timers.after(options.connectTimeout().toNanos(), () -> lane.execute(() -> tooLate(connector.target())));
        var unused = connector
                .connect(this)
                .whenCompleteAsync((made, failure) -> opened(made, failure, connector.target()), lane);
    }

    private void opened(@Nullable Connection made, @Nullable Throwable failure, String target) {
        if (over) {
            if (made != null) {
                made.close(CloseCodes.NORMAL, "given up");
            }
        } else if (made == null) {
            over = true;
            stopTimers();
            session.lost(
                    new ConnectionLostException(
                            "Cannot connect", Details.of("uri", target, "reason", reason(unwrapped(failure)))),
                    Loss.NOT_MADE);
        } else {
            connection = made;
            made.send(session.opened(made, helloId));
        }
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void tooLate(String target) {
        if (!over && snapshot != null) {
            breakOff(
                    CloseCodes.TIMED_OUT,
                    new ConnectionLostException(
                            "Cannot connect in time", Details.of("uri", target, "timeout", options.connectTimeout())),
                    Loss.NOT_MADE);
        }
    }

    // ---- the end

    /** Ends it on purpose; {@link Session#lost} is not called. */
    void close(int code, String reason) {
        over = true;
        stopTimers();
        if (connection != null) {
            connection.close(code, reason);
        }
    }

    /** Whether it carries a session. */
    boolean isReady() {
        return !over && snapshot == null;
    }

    private void breakOff(int code, DetailedException why, Loss loss) {
        close(code, why.fact());
        session.lost(why, loss);
    }

    private void stopTimers() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (heartbeat != null) {
            heartbeat.cancel();
        }
        if (watch != null) {
            watch.cancel();
        }
    }

    @Override
    public void closed(int code, String reason) {
        lane.execute(() -> {
            if (!over) {
                over = true;
                stopTimers();
                session.lost(
                        new ConnectionLostException(
                                "Connection was closed", Details.of("code", code, "reason", reason)),
                        loss(code));
            }
        });
    }

    private static Loss loss(int code) {
        return switch (code) {
            case CloseCodes.FORBIDDEN, CloseCodes.TAKEN_OVER -> Loss.FOR_GOOD;
            case CloseCodes.NORMAL, CloseCodes.TOO_BIG, CloseCodes.PROTOCOL_BROKEN -> Loss.SESSION_OVER;
            default -> Loss.CUT;
        };
    }

    // ---- frames

    @Override
    public void heard() {
        heardNanos = timers.nanoTime();
    }

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        heard();
        Connection from = connection;
        long read = from == null ? 0 : from.bytesRead();
        if (read == bytesRead) {
            // It came with the one before: what the client says meanwhile gathers.
            lane.execute(() -> take(bytes, offset, length));
        } else {
            var unused = lane.executeHere(List.of(() -> takeHere(bytes, offset, length)), () -> {});
        }
        bytesRead = read;
    }

    /**
     * On the thread that reads. While a listener keeps it, nothing is read that could not be delivered anyway; so that
     * silence is not the server's.
     */
    private void takeHere(byte[] bytes, int offset, int length) {
        take(bytes, offset, length);
        heard();
    }

    private void take(byte[] bytes, int offset, int length) {
        Connection from = connection;
        if (over || from == null) {
            return;
        }
        session.receipts().frame(length);
        try {
            FrameReader.read(from.codec(), bytes, offset, length, this);
        } catch (RuntimeException e) {
            LOG.warn("The server broke the protocol [peer:{}, reason:{}]", from.peer(), reason(e));
            LOG.debug("Where the protocol was broken", e);
            if (!over) {
                breakOff(CloseCodes.PROTOCOL_BROKEN, broken(e), Loss.SESSION_OVER);
            }
        }
        if (!over && session.receipts().isDue()) {
            acknowledge();
        }
    }

    @Override
    public void drained() {
        if (outbox.isWaiting()) {
            lane.execute(outbox::flush);
        }
    }

    private static DetailedException broken(RuntimeException e) {
        return new ConnectionLostException("The server broke the protocol", Map.of("reason", reason(e)));
    }

    @Override
    public void request(long id, String method, Slice params) {
        LOG.warn("The server sent a request, which only clients do; it is ignored [method:{}]", method);
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        throw new WireException(code, "The server sent something that is no message", Map.of("reason", message));
    }

    @Override
    public void result(long id, Slice result) {
        if (over) {
            return;
        }
        if (id == helloId) {
            greeted(result);
        } else {
            session.receipts().message();
            session.answered(id, result);
        }
    }

    @Override
    public void error(long id, WireError error) {
        if (over) {
            return;
        }
        DetailedException failure = error.toException(contract);
        if (id == helloId) {
            boolean forGood = error.code() == ErrorCodes.OTHER_CONTRACT
                    || error.code() == ErrorCodes.UNAUTHENTICATED
                    || error.code() == ErrorCodes.FORBIDDEN;
            breakOff(CloseCodes.NORMAL, failure, forGood ? Loss.FOR_GOOD : Loss.NOT_MADE);
        } else {
            session.receipts().message();
            session.failed(id, failure);
        }
    }

    private void greeted(Slice result) {
        Hello read = Hello.read(result);
        if (read.description() != null) {
            List<String> conflicts = Compatibility.conflicts(contract, read.description());
            if (!conflicts.isEmpty()) {
                breakOff(
                        CloseCodes.NORMAL,
                        new ProtocolException(
                                "The server's contract does not fit this client's:\n  - "
                                        + String.join("\n  - ", conflicts) + "\n",
                                Map.of("contract", contract.name())),
                        Loss.FOR_GOOD);
                return;
            }
        }
        hello = read;
        Connection from = connection;
        if (!read.resumed()) {
            session.begun(read);
        } else if (from != null) {
            carry(read);
            session.resumed(from, read);
        }
    }

    /** From now on it carries a session. */
    private void carry(Hello greeting) {
        snapshot = null;
        if (deadline != null) {
            deadline.cancel();
        }
        startHeartbeat(greeting.heartbeat());
    }

    @Override
    public @Nullable Runnable readEarly(String method, JsonParser params) {
        return snapshot == null ? session.readEarly(method, params) : null;
    }

    @Override
    public void notification(String method, Runnable effect, boolean lossy) {
        if (!over) {
            session.receipts().notification(method, lossy);
            effect.run();
        }
    }

    @Override
    public void notification(String method, Slice params, boolean lossy) {
        if (over) {
            return;
        }
        session.receipts().notification(method, lossy);
        switch (method) {
            case "rope.change" -> {
                checkReady(method);
                session.changed(params);
            }
            case "rope.event" -> {
                checkReady(method);
                session.fired(params);
            }
            case "rope.snapshot" -> takeSnapshot(params);
            case "rope.ack" -> acknowledged(params);
            case "rope.bye" ->
                breakOff(
                        CloseCodes.NORMAL,
                        new ConnectionLostException("The server ended the session", Map.of()),
                        Loss.SESSION_OVER);
            case "rope.fault" -> logFault(params);
            default -> LOG.debug("Unknown notification is ignored [method:{}]", method);
        }
    }

    private void checkReady(String method) {
        if (snapshot != null) {
            throw new WireException(
                    ErrorCodes.INVALID_MESSAGE, "A message came before the snapshot", Map.of("method", method));
        }
    }

    private void takeSnapshot(Slice params) {
        Snapshot present = snapshot;
        Hello greeting = hello;
        Connection from = connection;
        if (present == null || greeting == null || from == null) {
            throw new WireException(ErrorCodes.INVALID_MESSAGE, "A snapshot came at the wrong time", Map.of());
        }
        if (present.add(params)) {
            carry(greeting);
            session.ready(from, greeting, present);
        }
    }

    private void acknowledged(Slice params) {
        try (JsonParser in = params.open()) {
            Params.elements(in, count -> outbox.acknowledge(Params.number(count)));
        }
    }

    private void logFault(Slice params) {
        try (JsonParser in = params.open()) {
            LOG.warn("The server did not understand a message of this client: {}", WireError.read(in));
        }
    }

    // ---- signs of life

    /** The server sends something every {@code milliseconds}; so does this side, or more often. */
    private void startHeartbeat(long milliseconds) {
        long longest = options.heartbeat().toMillis();
        long server = milliseconds <= 0 ? longest : Math.min(milliseconds, LONGEST_HEARTBEAT);
        beatAfter(TimeUnit.MILLISECONDS.toNanos(Math.max(1, Math.min(server, longest) / 2)));
        Duration silence = options.silence();
        long limit = silence == null ? TimeUnit.MILLISECONDS.toNanos(SILENT_HEARTBEATS * server) : silence.toNanos();
        watchAfter(limit / LOOKS, limit);
    }

    private void beatAfter(long nanos) {
        heartbeat = timers.after(nanos, () -> lane.execute(() -> beat(nanos)));
    }

    private void beat(long nanos) {
        if (over) {
            return;
        }
        if (outbox.frames() == framesSpoken) {
            acknowledge();
        }
        framesSpoken = outbox.frames();
        beatAfter(nanos);
    }

    private void watchAfter(long nanos, long limit) {
        watch = timers.after(nanos, () -> lane.execute(() -> watch(limit)));
    }

    private void watch(long limit) {
        Connection from = connection;
        if (over || from == null) {
            return;
        }
        long silent = timers.nanoTime() - heardNanos;
        if (silent >= limit) {
            breakOff(
                    CloseCodes.TIMED_OUT,
                    new ConnectionLostException(
                            "The server gave no sign of life",
                            Map.of("milliseconds", TimeUnit.NANOSECONDS.toMillis(silent))),
                    Loss.CUT);
            return;
        }
        if (silent >= limit / LOOKS) {
            from.ping();
        }
        watchAfter(Math.min(limit / LOOKS, limit - silent), limit);
    }

    private void acknowledge() {
        outbox.send(Outgoing.control(
                MessageWriter.ack(outbox.codec(), session.receipts().tell())));
    }
}
