package org.mafalda.rope.protocol;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.runtime.Lane;

/**
 * Two {@link Connection}s joined back to back within one process. Thread-safe.
 *
 * <p>Each end delivers on a lane of its own. Frames that are sent before {@link #start} wait for it. It lives until
 * either end closes it or {@link #cut} is called.
 */
public final class InMemoryTransport {
    private final Codec codec;
    private final End client;
    private final End server;

    /** Two ends that are not started. */
    public InMemoryTransport(Codec codec) {
        this(codec, Lane::new);
    }

    /**
     * Two ends that are not started.
     *
     * @param lanes makes a lane by its name
     */
    public InMemoryTransport(Codec codec, Function<String, Lane> lanes) {
        this.codec = codec;
        this.client = new End("client", lanes);
        this.server = new End("server", lanes);
    }

    /** The end that the client sends on. */
    public Connection client() {
        return client;
    }

    /** The end that the server sends on. */
    public Connection server() {
        return server;
    }

    /** Begins to deliver: {@code client} hears what the server sends, and the other way round. Once. */
    public void start(ConnectionListener client, ConnectionListener server) {
        this.client.start(client);
        this.server.start(server);
    }

    /**
     * Ends the connection as a cut cable does: what is under way is lost, both ends hear {@link CloseCodes#ABNORMAL}.
     */
    public void cut() {
        for (End end : new End[] {client, server}) {
            end.cut();
        }
    }

    /** Holds back what the server sends, so that its {@link Connection#backlog} grows. */
    public void stallClient() {
        client.stall(true);
    }

    /** Ends {@link #stallClient()}. */
    public void resumeClient() {
        client.stall(false);
    }

    /** Holds back what the client sends, so that its {@link Connection#backlog} grows. */
    public void stallServer() {
        server.stall(true);
    }

    /** Ends {@link #stallServer()}. */
    public void resumeServer() {
        server.stall(false);
    }

    /** What is delivered to an end: a frame, or the end of all with its code and reason. */
    private static final class Delivery {
        private final byte @Nullable [] frame;
        private final int code;
        private final String reason;

        Delivery(byte @Nullable [] frame, int code, String reason) {
            this.frame = frame;
            this.code = code;
            this.reason = reason;
        }

        int length() {
            return frame == null ? 0 : frame.length;
        }
    }

    /** One end; its queue holds what comes to it. Guarded by itself. */
    private final class End implements Connection {
        private final String name;
        private final Lane lane;
        private final Queue<Delivery> incoming = new ArrayDeque<>();
        private @Nullable ConnectionListener listener;
        private boolean stalled;
        private boolean scheduled;
        private boolean finished;
        private long waiting;

        End(String name, Function<String, Lane> lanes) {
            this.name = name;
            this.lane = lanes.apply("in-memory-" + name);
        }

        private End other() {
            return this == client ? server : client;
        }

        @Override
        public void send(byte[] frame) {
            other().add(new Delivery(frame, 0, ""));
        }

        @Override
        public long backlog() {
            return other().waiting();
        }

        @Override
        public void close(int code, String reason) {
            other().finish(code, reason);
            finish(code, reason);
        }

        @Override
        public String peer() {
            return "in-memory-" + other().name;
        }

        @Override
        public Codec codec() {
            return codec;
        }

        private synchronized void start(ConnectionListener hearer) {
            if (listener != null) {
                throw new IllegalStateException("Started already");
            }
            listener = hearer;
            schedule();
        }

        private synchronized void stall(boolean on) {
            stalled = on;
            schedule();
        }

        private synchronized void cut() {
            if (!finished) {
                incoming.clear();
                waiting = 0;
                finish(CloseCodes.ABNORMAL, "cut");
            }
        }

        private synchronized void finish(int code, String reason) {
            stalled = false;
            add(new Delivery(null, code, reason));
            finished = true;
        }

        private synchronized void add(Delivery delivery) {
            if (!finished) {
                incoming.add(delivery);
                waiting += delivery.length();
                schedule();
            }
        }

        private synchronized long waiting() {
            return waiting;
        }

        private synchronized void schedule() {
            if (!scheduled && !stalled && listener != null && !incoming.isEmpty()) {
                scheduled = true;
                lane.execute(this::deliverNext);
            }
        }

        private void deliverNext() {
            Delivery next;
            ConnectionListener hearer;
            synchronized (this) {
                scheduled = false;
                next = stalled ? null : incoming.poll();
                hearer = listener;
                if (next == null || hearer == null) {
                    return;
                }
                waiting -= next.length();
                schedule();
            }
            if (next.frame == null) {
                hearer.closed(next.code, next.reason);
            } else {
                hearer.frame(next.frame, 0, next.frame.length);
                other().drainedIfEmpty(this);
            }
        }

        private void drainedIfEmpty(End receiver) {
            if (receiver.waiting() == 0) {
                lane.execute(() -> {
                    ConnectionListener hearer = hearerIfOpen();
                    if (hearer != null) {
                        hearer.drained();
                    }
                });
            }
        }

        private synchronized @Nullable ConnectionListener hearerIfOpen() {
            return finished ? null : listener;
        }
    }
}
