package org.mafalda.rope.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.MessageWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that goes to the server, in the order in which it was given; what comes while there is no connection waits for
 * the next one. Also keeps the interest in events on demand, because that is ordered with the calls. Thread-safe.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** Bytes that may wait for a connection. */
    private static final long WAITING_LIMIT = 16 << 20;
    /** Lossy messages are dropped while so many bytes are not written yet. */
    private static final long LOSSY_BACKLOG = 4 << 20;

    /** Guarded by this, as all below. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private final Map<Interest, Integer> interests = new LinkedHashMap<>();
    private @Nullable Connection connection;
    private long maxMessage = Long.MAX_VALUE;
    private long waitingBytes;
    private long dropped;
    private boolean refusing;
    private volatile long lastSentNanos = System.nanoTime();

    /** What became of a message. */
    enum Outcome {
        /** It is on its way, or waits for a connection. */
        TAKEN,
        /** It is longer than the server accepts. */
        TOO_LONG,
        /** Too much waits already. */
        FULL
    }

    /** A message that waits for a connection. */
    private static final class Waiting {
        private final byte[] message;
        /** Null for a one-way message. */
        private final @Nullable PendingCall call;

        private Waiting(byte[] message, @Nullable PendingCall call) {
            this.message = message;
            this.call = call;
        }
    }

    private record Interest(RemoteObject object, EventModel event) {}

    /** When something was sent last, on the clock of {@link System#nanoTime()}. */
    long lastSentNanos() {
        return lastSentNanos;
    }

    synchronized Outcome call(byte[] message, PendingCall call) {
        if (connection == null) {
            return await(new Waiting(message, call));
        }
        if (message.length > maxMessage) {
            return Outcome.TOO_LONG;
        }
        call.markSent();
        send(connection, message);
        return Outcome.TAKEN;
    }

    /** Sends a message without answer; a lossy one is dropped where another would wait. */
    synchronized void oneWay(byte[] message, boolean lossy) {
        Outcome outcome;
        if (message.length > maxMessage) {
            outcome = Outcome.TOO_LONG;
        } else if (lossy && (connection == null || connection.backlog() > LOSSY_BACKLOG)) {
            outcome = Outcome.FULL;
        } else if (connection == null) {
            outcome = await(new Waiting(message, null));
        } else {
            send(connection, message);
            return;
        }
        if (outcome != Outcome.TAKEN) {
            tellDropped(outcome, message.length, lossy);
        }
    }

    /** Of lossy messages the first, since there may be many. */
    private void tellDropped(Outcome reason, int bytes, boolean lossy) {
        dropped++;
        if (lossy && dropped > 1) {
            LOG.debug("One-way message is dropped [reason:{}, bytes:{}, dropped:{}]", reason, bytes, dropped);
        } else {
            LOG.warn("One-way message is dropped [reason:{}, bytes:{}, dropped:{}]", reason, bytes, dropped);
        }
    }

    private Outcome await(Waiting message) {
        if (refusing || waitingBytes + message.message.length > WAITING_LIMIT) {
            return Outcome.FULL;
        }
        waitingBytes += message.message.length;
        waiting.add(message);
        return Outcome.TAKEN;
    }

    /** Sends a message of the protocol itself, if there is a connection. */
    synchronized void control(byte[] message) {
        if (connection != null) {
            send(connection, message);
        }
    }

    private void send(Connection to, byte[] message) {
        lastSentNanos = System.nanoTime();
        to.send(message);
    }

    // ---- interest

    synchronized void listen(RemoteObject object, EventModel event) {
        if (interests.merge(new Interest(object, event), 1, Integer::sum) == 1 && connection != null) {
            send(connection, interest(connection.codec(), "rope.listen", object, event));
        }
    }

    synchronized void unlisten(RemoteObject object, EventModel event) {
        Interest interest = new Interest(object, event);
        Integer count = interests.get(interest);
        if (count == null) {
            return;
        }
        if (count > 1) {
            interests.put(interest, count - 1);
            return;
        }
        interests.remove(interest);
        if (connection != null && !object.ended()) {
            send(connection, interest(connection.codec(), "rope.unlisten", object, event));
        }
    }

    private static byte[] interest(Codec codec, String method, RemoteObject object, EventModel event) {
        return MessageWriter.notification(codec, method, out -> {
            out.writeStartArray();
            out.writeNumber(object.id());
            out.writeString(event.name());
            out.writeEndArray();
        });
    }

    // ---- connections

    /**
     * From now on messages go to this connection: first the interest in events, then what has waited.
     *
     * @param keep whether what has waited still means something
     * @param first messages that go before all others
     * @return the calls that waited and cannot be sent
     */
    synchronized List<PendingCall> open(Connection to, long limit, boolean keep, List<byte[]> first) {
        maxMessage = limit;
        first.forEach(message -> send(to, message));
        interests.keySet().removeIf(interest -> interest.object().ended());
        interests.forEach((interest, count) ->
                send(to, interest(to.codec(), "rope.listen", interest.object(), interest.event())));
        List<PendingCall> refused = new ArrayList<>();
        for (Waiting message : waiting) {
            PendingCall call = message.call;
            if (call != null && call.givenUp()) {
                continue;
            }
            if (keep && message.message.length <= limit) {
                if (call != null) {
                    call.markSent();
                }
                send(to, message.message);
            } else if (call != null) {
                refused.add(call);
            }
        }
        forgetWaiting();
        connection = to;
        return refused;
    }

    /** There is no connection; messages wait. */
    synchronized void cut() {
        connection = null;
    }

    /** There will be no connection any more. */
    synchronized void refuse() {
        connection = null;
        refusing = true;
        interests.clear();
        forgetWaiting();
    }

    private void forgetWaiting() {
        waiting.clear();
        waitingBytes = 0;
    }
}
