package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.session.Outbound;
import org.mafalda.rope.protocol.session.Outgoing;
import org.mafalda.rope.runtime.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that goes to the server, in the order in which it was given; what comes while there is no connection waits for
 * the next one. Also keeps the interest in events on demand, because that is ordered with the calls. Thread-safe.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** Bytes that may wait for a connection or an acknowledgement; closes and interests are taken all the same. */
    private static final long LIMIT = 16 << 20;
    /** Lossy messages are dropped while so many bytes are not written yet. */
    private static final long LOSSY_BACKLOG = 4 << 20;

    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Lane lane;
    private final Timers timers;

    /** Guarded by this, as all below. */
    private final Map<Interest, Integer> interests = new LinkedHashMap<>();

    /** Replaced with the session. */
    private volatile Outbound outbound = new Outbound(LOSSY_BACKLOG, acknowledged -> {});

    private volatile Codec codec = Codec.JSON;
    private long maxMessage = Long.MAX_VALUE;
    private long dropped;
    private boolean refusing;
    /** Whether the lane will flush. */
    private boolean flushing;
    /** Whether a timer will. */
    private boolean timed;

    /** What became of a message. */
    enum Outcome {
        /** It is on its way, or waits for a connection. */
        TAKEN,
        /** It is longer than the server accepts. */
        TOO_LONG,
        /** Too much waits already, or there is no connection for what does not wait. */
        FULL
    }

    private record Interest(RemoteObject object, EventModel event) {}

    Outbox(Lane lane, Timers timers) {
        this.lane = lane;
        this.timers = timers;
    }

    /** How messages are written now. */
    Codec codec() {
        return codec;
    }

    // ---- messages

    synchronized Outcome call(PendingCall call, byte[] message) {
        return take(ToObject.call(call, message));
    }

    synchronized void oneWay(RemoteObject target, byte[] message, boolean lossy) {
        Outcome outcome = take(lossy ? Outgoing.lossy(message) : ToObject.oneWay(target, message));
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

    private Outcome take(Outgoing message) {
        if (refusing || outbound.kept() + message.length() > LIMIT) {
            return Outcome.FULL;
        }
        if (message.length() > maxMessage) {
            return Outcome.TOO_LONG;
        }
        return hold(message) ? Outcome.TAKEN : Outcome.FULL;
    }

    /**
     * Sends a message at once, or, if it comes from a listener or a continuation, with those of the others that the
     * lane runs now: one that blocks holds them up for no more than {@link #HELD_NANOS}.
     */
    private boolean hold(Outgoing message) {
        boolean taken = outbound.add(message);
        if (!lane.isCurrent()) {
            outbound.flush();
        } else if (!flushing) {
            flushing = true;
            lane.execute(this::flush);
            if (!timed) {
                timed = true;
                var unused = timers.after(HELD_NANOS, this::flushLate);
            }
        }
        return taken;
    }

    private synchronized void flushLate() {
        timed = false;
        outbound.flush();
    }

    /** Sends the close of an object. */
    synchronized void close(RemoteObject target) {
        send(ToObject.oneWay(target, closeMessage(target)));
    }

    private byte[] closeMessage(RemoteObject target) {
        return MessageWriter.notification(codec, "close", out -> {
            out.writeStartArray();
            out.writeNumber(target.id());
            out.writeEndArray();
        });
    }

    /** Sends a message that means something within this session only. */
    synchronized void send(Outgoing message) {
        if (!refusing) {
            var unused = hold(message);
        }
    }

    // ---- interest

    synchronized void listen(RemoteObject object, EventModel event) {
        if (interests.merge(new Interest(object, event), 1, Integer::sum) == 1) {
            send(interest("rope.listen", object, event));
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
        if (!object.ended()) {
            send(interest("rope.unlisten", object, event));
        }
    }

    private Outgoing interest(String method, RemoteObject object, EventModel event) {
        return Outgoing.reliable(MessageWriter.notification(codec, method, out -> {
            out.writeStartArray();
            out.writeNumber(object.id());
            out.writeString(event.name());
            out.writeEndArray();
        }));
    }

    // ---- connections

    /** The session goes on over that connection: what the server has not received is sent again. */
    synchronized void resume(Connection to, Hello hello) {
        outbound.attach(to, hello.received(), frameBytes());
    }

    /**
     * A new session begins on that connection: first the interest in events is stated, then follows what has waited.
     *
     * @param closes objects whose close goes before all others
     * @param present whether a message to that object still means something
     * @return the calls that waited and cannot be sent
     */
    synchronized List<PendingCall> open(
            Connection to, Hello hello, List<RemoteObject> closes, Predicate<RemoteObject> present) {
        List<Outgoing> waited = outbound.takeWaiting();
        boolean readable = codec == to.codec();
        codec = to.codec();
        maxMessage = hello.maxMessage();
        outbound = new Outbound(LOSSY_BACKLOG, acknowledged -> {});
        closes.forEach(object -> outbound.add(ToObject.oneWay(object, closeMessage(object))));
        interests.keySet().removeIf(interest -> interest.object().ended());
        interests
                .keySet()
                .forEach(interest -> outbound.add(interest("rope.listen", interest.object(), interest.event())));
        List<PendingCall> refused = new ArrayList<>();
        for (Outgoing message : waited) {
            if (message instanceof ToObject toObject) {
                PendingCall call = toObject.call();
                if (readable && message.length() <= maxMessage && present.test(toObject.target())) {
                    outbound.add(message);
                } else if (call != null) {
                    refused.add(call);
                }
            }
        }
        outbound.attach(to, 0, frameBytes());
        return refused;
    }

    private int frameBytes() {
        return (int) Math.min(Integer.MAX_VALUE, maxMessage);
    }

    /** Sends what waits, as far as the connection takes it. */
    synchronized void flush() {
        flushing = false;
        outbound.flush();
    }

    /** Whether something waits until the connection takes more. */
    boolean isWaiting() {
        return outbound.isWaiting();
    }

    /** The server has received so many numbered messages. */
    synchronized void acknowledge(long count) {
        outbound.acknowledge(count);
    }

    /** How many frames were sent in this session. */
    synchronized long frames() {
        return outbound.frames();
    }

    /** There is no connection; messages wait. */
    synchronized void cut() {
        outbound.detach();
    }

    /** There will be no connection any more. */
    synchronized void refuse() {
        refusing = true;
        interests.clear();
        outbound.forget();
    }
}
