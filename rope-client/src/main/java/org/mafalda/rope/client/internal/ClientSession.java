package org.mafalda.rope.client.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Gone;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.ConnectionStateEvent.Recovery;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.protocol.session.Outgoing;
import org.mafalda.rope.protocol.session.Receipts;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.mafalda.rope.runtime.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The session of one client: connects, keeps the mirror in step with the server, and connects again.
 *
 * <p>Thread-safe. Lives until {@link #close}, or until the connection is lost and not made again. All that it tells
 * happens on its one lane.
 */
public final class ClientSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

    private final ContractModel contract;
    private final Connector connector;
    private final RopeClientOptions options;
    private final Lane lane;
    private final Timers timers;
    private final ObjectType rootType;
    private final CallDesk desk;
    private final Mirror mirror;
    private final Backoff backoff;
    private final CompletableFuture<ClientSession> started = new LaneFuture<>();
    private final Signal<ConnectionStateEvent> onStateChange = new Signal<>();
    private final Signal<Duration> onSessionOver = new Signal<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile ConnectionState state = ConnectionState.CONNECTING;
    private volatile @Nullable RemoteObject root;
    private volatile boolean adopted;
    /** Touched on the lane only, as all below. */
    private @Nullable Link link;

    /** Of the session that is to go on, or whose objects are ours. */
    private @Nullable Hello hello;
    /** The epoch of the mirror; null before the first snapshot. */
    private @Nullable String epoch;

    private Receipts receipts = new Receipts();
    /** How often the connection was lost; a timer asks whether it still means the same one. */
    private long cuts;

    private Timers.@Nullable Timer absence;
    /** Whether the session can go on over another connection. */
    private boolean resumable;

    /** A session that has not begun, on the clock and the threads of this machine. */
    public ClientSession(ContractModel contract, Connector connector, RopeClientOptions options) {
        this(contract, connector, options, new Lane("rope-client " + connector.target()), Timers.SYSTEM);
    }

    /** A session that has not begun. */
    public ClientSession(
            ContractModel contract, Connector connector, RopeClientOptions options, Lane lane, Timers timers) {
        this.contract = contract;
        this.connector = connector;
        this.options = options;
        this.lane = lane;
        this.timers = timers;
        Map<String, ObjectType> types = ObjectType.all(contract.objects());
        ObjectType ofRoot = types.get(contract.root().name());
        if (ofRoot == null) {
            throw new IllegalStateException("The root is not among the objects of its contract");
        }
        this.rootType = ofRoot;
        this.desk = new CallDesk(contract, types, lane, timers, options, this::closeIfRoot);
        this.mirror = desk.mirror();
        this.backoff = new Backoff(options, timers);
    }

    /** Begins to connect; completes with this session when the snapshot is here. Once. */
    public CompletableFuture<ClientSession> start() {
        lane.execute(this::attempt);
        return started.copy();
    }

    /** The proxy of the root; only after {@link #start} has completed. */
    public Object root() {
        RemoteObject present = root;
        if (present == null) {
            throw new IllegalStateException("There is no snapshot yet");
        }
        return present.proxy();
    }

    /** The present state. */
    public ConnectionState state() {
        return state;
    }

    /** Whether the session owns what an earlier one has left. */
    public boolean adopted() {
        return adopted;
    }

    /** After {@link #state()} changed. */
    public Subscription onStateChange(Listener<ConnectionStateEvent> listener) {
        return onStateChange.subscribe(listener);
    }

    /** When the connection has been cut for as long as the server keeps the session, which is told. */
    public Subscription onSessionOver(Listener<Duration> listener) {
        return onSessionOver.subscribe(listener);
    }

    /** How many calls wait for an answer. */
    public int pendingCalls() {
        return desk.pendingCalls();
    }

    private void become(ConnectionState next, @Nullable Recovery recovery, String reason) {
        ConnectionState previous = state;
        if (previous != next && previous != ConnectionState.CLOSED) {
            state = next;
            onStateChange.fire(new ConnectionStateEvent(previous, next, recovery, reason));
        }
    }

    // ---- connecting

    private void attempt() {
        if (closing.get()) {
            return;
        }
        Link next = new Link(new LinkSession(), lane, timers, contract, options, desk.outbox(), desk.nextId());
        link = next;
        next.open(connector);
    }

    /** What the present connection brings. */
    private final class LinkSession implements Link.Session {
        @Override
        public byte[] opened(Connection connection, long helloId) {
            if (!closing.get()) {
                become(ConnectionState.OPEN, null, "The socket is open");
            }
            return Hello.request(
                    connection.codec(), helloId, contract, options, hello, resumable ? receipts.count() : null);
        }

        @Override
        public void begun(Hello greeting) {
            hello = greeting;
            adopted = greeting.adopted();
            receipts = new Receipts();
            resumable = false;
        }

        @Override
        public void resumed(Connection connection, Hello greeting) {
            if (!resumable) {
                throw new WireException(
                        ErrorCodes.INVALID_MESSAGE, "The server resumed what cannot be resumed", Map.of());
            }
            hello = greeting;
            if (!closing.get()) {
                desk.resume(connection, greeting);
                connected(Recovery.RESUMED, "The session goes on");
            }
        }

        @Override
        public Receipts receipts() {
            return receipts;
        }

        @Override
        public void ready(Connection connection, Hello hello, Snapshot snapshot) {
            if (!closing.get()) {
                synchronise(connection, hello, snapshot);
            }
        }

        @Override
        public @Nullable Runnable readEarly(String method, JsonParser params) {
            return switch (method) {
                case "rope.change" -> {
                    Step step = StepReader.readEarly(params, mirror);
                    yield step == null ? null : () -> changed(step);
                }
                case "rope.event" -> readEvent(params);
                default -> null;
            };
        }

        @Override
        public void changed(Slice params) {
            Step step;
            try {
                step = StepReader.read(params, mirror);
            } finally {
                mirror.expectNothing();
            }
            changed(step);
        }

        private void changed(Step step) {
            try {
                mirror.apply(step).deliver();
            } finally {
                if (step.closed && step.of != null) {
                    desk.endings().told(step.of);
                }
            }
        }

        @Override
        public void fired(Slice params) {
            try (JsonParser in = params.open()) {
                Runnable event = readEvent(in);
                if (event != null) {
                    event.run();
                }
            }
        }

        @Override
        public void answered(long id, Slice result) {
            desk.answered(id, result);
        }

        @Override
        public void failed(long id, DetailedException failure) {
            desk.failed(id, failure);
        }

        @Override
        public void lost(DetailedException why, Link.Loss loss) {
            ClientSession.this.lost(why, loss);
        }
    }

    private void synchronise(Connection connection, Hello greeting, Snapshot snapshot) {
        RemoteObject before = root;
        boolean sameEpoch = greeting.epoch().equals(epoch);
        Recovery recovery = before == null ? Recovery.NEW : sameEpoch ? Recovery.RESYNCED : Recovery.RESTARTED;
        Resync resync = new Resync(mirror, snapshot, before, sameEpoch, rootType);
        Reports reports = resync.apply();
        epoch = greeting.epoch();
        resumable = true;
        root = resync.root();
        reports.deliver();
        if (closing.get()) {
            return;
        }
        desk.open(connection, greeting, sameEpoch, resync.closedHere());
        connected(recovery, "The snapshot is here");
        started.complete(this);
    }

    private void connected(Recovery recovery, String reason) {
        backoff.connected();
        endAbsence();
        become(ConnectionState.CONNECTED, recovery, reason);
    }

    /** The firing of an event on demand; null if it is unknown here, or its object is. */
    private @Nullable Runnable readEvent(JsonParser in) {
        Params.expect(in, JsonToken.START_ARRAY);
        Params.next(in);
        RemoteObject object = mirror.known(Params.number(in));
        Params.next(in);
        int index = object == null ? -1 : object.type().indexOfEvent(Params.text(in));
        Object value = null;
        if (object != null && index >= 0) {
            Params.next(in);
            value = object.type().events().get(index).value().read(in, mirror);
        }
        Params.finish(in);
        return object == null || value == null ? null : fired(object, index, value);
    }

    private Runnable fired(RemoteObject object, int index, Object value) {
        return () -> {
            if (object.equals(mirror.known(object.id()))) {
                object.fire(index, value);
            }
        };
    }

    private void lost(DetailedException why, Link.Loss loss) {
        link = null;
        desk.cut();
        resumable = resumable && loss != Link.Loss.SESSION_OVER;
        if (closing.get()) {
            return;
        }
        boolean unreachable = loss == Link.Loss.NOT_MADE || (root == null && loss != Link.Loss.FOR_GOOD);
        boolean another = unreachable && connector.turn();
        if (loss == Link.Loss.FOR_GOOD || (root == null && !another) || (root != null && !options.reconnect())) {
            end(why, false);
            return;
        }
        if (state == ConnectionState.CONNECTED) {
            beginAbsence();
        }
        long wait = another ? 0 : backoff.next();
        LOG.info(
                "No connection, next attempt in {} ms [uri:{}, reason:{}]", wait, connector.target(), why.getMessage());
        become(
                root == null ? ConnectionState.CONNECTING : ConnectionState.RECONNECTING,
                null,
                String.valueOf(why.getMessage()));
        var unused = timers.after(TimeUnit.MILLISECONDS.toNanos(wait), () -> lane.execute(this::attempt));
    }

    // ---- being away

    private void beginAbsence() {
        long cut = ++cuts;
        long window = hello == null ? 0 : hello.resumeWindow();
        absence = timers.after(
                TimeUnit.MILLISECONDS.toNanos(window),
                () -> lane.execute(() -> {
                    if (cut == cuts && absence != null && !closing.get()) {
                        desk.abandon();
                        onSessionOver.fire(Duration.ofMillis(window));
                    }
                }));
    }

    private void endAbsence() {
        if (absence != null) {
            absence.cancel();
            absence = null;
        }
    }

    // ---- the end

    private boolean closeIfRoot(RemoteObject object) {
        if (!object.equals(root)) {
            return false;
        }
        close();
        return true;
    }

    /** Ends the session: when it returns, all its objects are closed. Does not block; idempotent. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        RemoteObject present = root;
        if (present != null) {
            present.markCloseCalled();
            mirror.tree().end(present);
        }
        lane.execute(() -> {
            become(ConnectionState.CLOSING, null, "The client was closed");
            Link last = link;
            if (last != null) {
                if (last.isReady()) {
                    desk.outbox().send(bye());
                    desk.outbox().flush();
                }
                last.close(CloseCodes.NORMAL, "bye");
            }
            end(new ConnectionLostException("The client was closed", Map.of("uri", connector.target())), true);
        });
    }

    private Outgoing bye() {
        return Outgoing.control(MessageWriter.notification(desk.outbox().codec(), "rope.bye", out -> {
            out.writeStartObject();
            out.writeEndObject();
        }));
    }

    private void end(DetailedException why, boolean onPurpose) {
        closing.set(true);
        link = null;
        endAbsence();
        RemoteObject present = root;
        if (present != null) {
            Reports reports = new Reports();
            List<RemoteObject> inOrder = new ArrayList<>(mirror.objects().values());
            inOrder.sort(Comparator.comparingLong(RemoteObject::id));
            Gone.Cause cause = onPurpose ? Gone.Cause.RELEASED : Gone.Cause.CONNECTION;
            new Vanishing(mirror.tree(), reports, inOrder, cause).run().forEach(mirror::forget);
            reports.deliver();
        }
        desk.end(onPurpose);
        connector.close();
        become(ConnectionState.CLOSED, null, String.valueOf(why.getMessage()));
        started.completeExceptionally(why);
    }
}
