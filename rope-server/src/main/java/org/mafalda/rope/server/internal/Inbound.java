package org.mafalda.rope.server.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.FrameReader;
import org.mafalda.rope.protocol.MessageTaker;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.protocol.session.Receipts;
import org.mafalda.rope.server.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What the client says in a session: taken apart, and carried out, on the thread of the connection that has the floor.
 * What is bad ends in an answer, a fault or the end of the connection, and touches no other session.
 */
final class Inbound implements MessageTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final Exporter exporter;
    private final ServerSession session;
    private final Receipts receipts;
    private final Calls calls;
    private final Rate rate;
    private final FrameTasks tasks;
    /** The connection whose frame is read, and at the end of it null. */
    private @Nullable ServerLink speaker;

    Inbound(Exporter exporter, ServerSession session, Receipts receipts) {
        this.exporter = exporter;
        this.session = session;
        this.receipts = receipts;
        this.tasks = new FrameTasks(exporter.lane());
        this.calls = new Calls(exporter, session, tasks);
        this.rate = new Rate(exporter.options().maxMessagesPerSecond(), exporter.now());
    }

    /** Carries out the messages of a frame. */
    void frame(ServerLink from, byte[] bytes, int offset, int length) {
        receipts.frame(length);
        speaker = from;
        tasks.begin(from.heardNanos(), from.connection().bytesRead());
        try {
            FrameReader.read(
                    session.codec(), bytes, offset, length, exporter.options().maxElements(), this);
        } catch (ProtocolException e) {
            session.fault(new WireError(ErrorCodes.NOT_PARSABLE, e.fact()));
            from.refuse(Refusal.FRAME, CloseCodes.PROTOCOL_BROKEN, e.fact());
        } catch (RuntimeException e) {
            LOG.error("Message failed [session:{}, peer:{}]", session.id(), from.peer(), e);
            session.fault(new WireError(ErrorCodes.INTERNAL, "The server failed"));
        } finally {
            speaker = null;
            if (receipts.isDue()) {
                session.acknowledgeSoon();
            }
            tasks.end();
        }
    }

    /** Goes on with something on the lane. On any thread. */
    void execute(Runnable task) {
        tasks.execute(task);
    }

    /**
     * Whether one more message is taken: the connection still is the one that speaks, because what follows its end will
     * be sent again, and does not speak too fast.
     */
    private boolean isHeard() {
        ServerLink from = speaker;
        if (from == null || from.isEnded()) {
            return false;
        }
        if (!rate.take(from.heardNanos()) || session.isFlooded()) {
            from.refuse(Refusal.RATE, CloseCodes.TOO_MANY_MESSAGES, "Messages come faster than is allowed");
            return false;
        }
        return true;
    }

    @Override
    public void request(long id, String method, Slice params) {
        if (!isHeard()) {
            return;
        }
        if (method.equals("rope.hello")) {
            session.answer(id, new WireError(ErrorCodes.INVALID_MESSAGE, "The session is open already"));
            return;
        }
        receipts.message();
        if (method.startsWith("rope.")) {
            session.answer(
                    id, new WireError(ErrorCodes.NO_SUCH_METHOD, "The protocol has no request '" + method + "'"));
        } else {
            calls.request(id, method, params);
        }
    }

    @Override
    public void notification(String method, Slice params, boolean lossy) {
        ServerLink from = speaker;
        if (from == null || !isHeard()) {
            return;
        }
        receipts.notification(method, lossy);
        try {
            switch (method) {
                case "rope.listen" -> listen(params);
                case "rope.unlisten" -> unlisten(params);
                case "rope.abandon" -> abandon(params);
                case "rope.ack" -> acknowledged(params);
                case "rope.bye" -> session.bye(from);
                default -> oneWay(method, params);
            }
        } catch (Throwable e) {
            WireError error =
                    WireError.of(e, exporter.contract(), exporter.options().fullErrors());
            if (error.code() == ErrorCodes.INTERNAL) {
                LOG.warn("One-way message failed [method:{}, session:{}]", method, session.id(), e);
            }
            session.fault(error);
        }
    }

    @Override
    public void result(long id, Slice result) {
        answerToNothing(id);
    }

    @Override
    public void error(long id, WireError error) {
        answerToNothing(id);
    }

    private void answerToNothing(long id) {
        invalid(null, ErrorCodes.INVALID_MESSAGE, "The server has sent no request of that id [id:" + id + "]");
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        if (isHeard()) {
            receipts.message();
            exporter.refusals().count(Refusal.MESSAGE, message, session.peer());
            WireError error = new WireError(code, message);
            if (id == null) {
                session.fault(error);
            } else {
                session.answer(id, error);
            }
        }
    }

    private void acknowledged(Slice params) {
        try (Arguments arguments = new Arguments("rope.ack", params)) {
            session.acknowledged(arguments.count());
        }
    }

    private void oneWay(String method, Slice params) throws Throwable {
        if (method.startsWith("rope.")) {
            throw new WireException(
                    ErrorCodes.NO_SUCH_METHOD, "The protocol has no notification '" + method + "'", Map.of());
        }
        calls.oneWay(method, params);
    }

    private void listen(Slice params) {
        try (Arguments arguments = new Arguments("rope.listen", params)) {
            Exported object = exporter.table().byId(arguments.target());
            String name = arguments.name();
            if (object == null) {
                return;
            }
            EventModel event = object.model().events().get(name);
            if (event == null || !event.onDemand()) {
                throw new WireException(
                        ErrorCodes.NO_SUCH_METHOD,
                        object.model().name() + " has no event on demand '" + name + "'",
                        Map.of());
            }
            session.interests().add(object, event);
        }
    }

    private void unlisten(Slice params) {
        try (Arguments arguments = new Arguments("rope.unlisten", params)) {
            long object = arguments.target();
            session.interests().remove(object, arguments.name());
        }
    }

    private void abandon(Slice params) {
        long id = requestId(params);
        session.later(() -> calls.abandon(id));
    }

    private static long requestId(Slice params) {
        Long id = null;
        try (JsonParser in = params.open()) {
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = in.currentName();
                if (in.nextToken() == JsonToken.VALUE_NUMBER_INT && field.equals("id")) {
                    id = in.getLongValue();
                }
                in.skipChildren();
            }
        } catch (JacksonException e) {
            id = null;
        }
        if (id == null) {
            throw new WireException(
                    ErrorCodes.INVALID_ARGUMENTS,
                    "Params must name the id of a request",
                    Map.of("method", "rope.abandon"));
        }
        return id;
    }
}
