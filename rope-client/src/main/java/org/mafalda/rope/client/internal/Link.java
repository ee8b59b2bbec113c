package org.mafalda.rope.client.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
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
    /** An acknowledgement is sent at the latest after so many numbered messages. */
    private static final int UNACKNOWLEDGED = 64;
    /** A side that has been silent for so many heartbeats is given up. */
    private static final int SILENT_HEARTBEATS = 3;

    private final Session session;
    private final Lane lane;
    private final ContractModel contract;
    private final RopeClientOptions options;
    private final Outbox outbox;
    private final long helloId;
    /** The answer of the session so far. */
    private final @Nullable Hello before;

    private @Nullable Connection connection;
    private @Nullable Hello hello;
    private @Nullable Snapshot snapshot = new Snapshot();
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> heartbeat;
    private boolean over;
    private long lastReceivedNanos = System.nanoTime();
    private long received;
    private long acknowledged;

    /** What becomes of a connection. All on the lane; after {@link #lost} nothing follows. */
    interface Session {
        /** The socket is open. */
        void opened();

        /** Hello and snapshot are here. */
        void ready(Connection connection, Hello hello, Snapshot snapshot);

        void changed(Slice params);

        /** True if the event has a number in the order of the session's messages. */
        boolean fired(Slice params);

        void answered(long id, Slice result);

        void failed(long id, DetailedException failure);

        /** The connection is gone, or was never made; {@code forGood} if another attempt would end in the same way. */
        void lost(DetailedException why, boolean forGood);
    }

    Link(
            Session session,
            Lane lane,
            ContractModel contract,
            RopeClientOptions options,
            Outbox outbox,
            long helloId,
            @Nullable Hello before) {
        this.session = session;
        this.lane = lane;
        this.contract = contract;
        this.options = options;
        this.outbox = outbox;
        this.helloId = helloId;
        this.before = before;
    }

    /** Begins. */
    void open(Connector connector) {
        deadline = Timers.after(
                options.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS,
                () -> lane.execute(() -> tooLate(connector.target())));
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
                    false);
        } else {
            connection = made;
            session.opened();
            made.send(Hello.request(made.codec(), helloId, contract, options, before));
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
                    false);
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

    private void breakOff(int code, DetailedException why, boolean forGood) {
        close(code, why.fact());
        session.lost(why, forGood);
    }

    private void stopTimers() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (heartbeat != null) {
            heartbeat.cancel(false);
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
                        code == CloseCodes.FORBIDDEN || code == CloseCodes.TAKEN_OVER);
            }
        });
    }

    // ---- frames

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        lane.execute(() -> take(bytes, offset, length));
    }

    private void take(byte[] bytes, int offset, int length) {
        Connection from = connection;
        if (over || from == null) {
            return;
        }
        lastReceivedNanos = System.nanoTime();
        try {
            FrameReader.read(from.codec(), bytes, offset, length, this);
        } catch (RuntimeException e) {
            LOG.warn("The server broke the protocol [peer:{}, reason:{}]", from.peer(), reason(e));
            LOG.debug("Where the protocol was broken", e);
            if (!over) {
                breakOff(CloseCodes.PROTOCOL_BROKEN, broken(e), false);
            }
        }
        if (!over && received - acknowledged >= UNACKNOWLEDGED) {
            acknowledge();
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
            received++;
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
            breakOff(CloseCodes.NORMAL, failure, forGood);
        } else {
            received++;
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
                        true);
                return;
            }
        }
        hello = read;
    }

    @Override
    public void notification(String method, Slice params) {
        if (over) {
            return;
        }
        switch (method) {
            case "rope.change" -> {
                checkReady(method);
                received++;
                session.changed(params);
            }
            case "rope.event" -> {
                checkReady(method);
                if (session.fired(params)) {
                    received++;
                }
            }
            case "rope.snapshot" -> takeSnapshot(params);
            case "rope.ack" -> {}
            case "rope.bye" ->
                breakOff(
                        CloseCodes.NORMAL,
                        new ConnectionLostException("The server ended the session", Map.of()),
                        false);
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
        received++;
        if (present.add(params)) {
            snapshot = null;
            if (deadline != null) {
                deadline.cancel(false);
            }
            session.ready(from, greeting, present);
            startHeartbeat(greeting.heartbeat());
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
        if (over || milliseconds <= 0) {
            return;
        }
        long own = Math.max(2, Math.min(milliseconds, options.heartbeat().toMillis()));
        long silence =
                milliseconds > Long.MAX_VALUE / SILENT_HEARTBEATS ? Long.MAX_VALUE : milliseconds * SILENT_HEARTBEATS;
        heartbeat = Timers.every(own / 2, TimeUnit.MILLISECONDS, () -> lane.execute(() -> beat(own / 2, silence)));
    }

    private void beat(long ownMilliseconds, long silence) {
        long now = System.nanoTime();
        long silent = TimeUnit.NANOSECONDS.toMillis(now - lastReceivedNanos);
        if (over) {
            return;
        }
        if (silent > silence) {
            breakOff(
                    CloseCodes.TIMED_OUT,
                    new ConnectionLostException("The server gave no sign of life", Map.of("milliseconds", silent)),
                    false);
        } else if (TimeUnit.NANOSECONDS.toMillis(now - outbox.lastSentNanos()) >= ownMilliseconds) {
            acknowledge();
        }
    }

    private void acknowledge() {
        Connection to = connection;
        if (to != null) {
            acknowledged = received;
            outbox.control(MessageWriter.notification(to.codec(), "rope.ack", out -> {
                out.writeStartArray();
                out.writeNumber(acknowledged);
                out.writeEndArray();
            }));
        }
    }
}
