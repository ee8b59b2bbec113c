package org.mafalda.rope.server.internal;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ConnectionListener;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.FrameReader;
import org.mafalda.rope.protocol.MessageTaker;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What comes over the connection of a session: taken apart, and carried out, on the thread of the connection. What is
 * bad ends in an answer, a fault or the end of this connection, and touches no other session.
 */
final class Inbound implements ConnectionListener, MessageTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final int ACKNOWLEDGE_AFTER = 64;

    private final Exporter exporter;
    private final ServerSession session;
    private final Calls calls;

    /** Whether the first message was a hello. */
    private volatile boolean greeted;
    /** Numbered messages of the client. */
    private volatile long received;

    private volatile long heardNanos;
    private long acknowledged;

    Inbound(Exporter exporter, ServerSession session) {
        this.exporter = exporter;
        this.session = session;
        this.calls = new Calls(exporter, session, this::count);
        this.heardNanos = exporter.now();
    }

    /** Whether a hello has come. On any thread, as the next two. */
    boolean isGreeted() {
        return greeted;
    }

    /** How many numbered messages have come. */
    long received() {
        return received;
    }

    /** When something came last, on the clock of the exporter. */
    long heardNanos() {
        return heardNanos;
    }

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        heardNanos = exporter.now();
        if (session.isEnded()) {
            return;
        }
        if (length > exporter.options().maxMessage()) {
            session.end(
                    CloseCodes.TOO_BIG,
                    "Frame is longer than " + exporter.options().maxMessage() + " bytes");
            return;
        }
        try {
            FrameReader.read(session.codec(), bytes, offset, length, this);
        } catch (ProtocolException e) {
            session.fault(new WireError(ErrorCodes.NOT_PARSABLE, e.fact()));
            session.end(CloseCodes.PROTOCOL_BROKEN, e.fact());
        } catch (RuntimeException e) {
            LOG.error("Message failed [session:{}, peer:{}]", session.id(), session.peer(), e);
            session.fault(new WireError(ErrorCodes.INTERNAL, "The server failed"));
        }
        if (received - acknowledged >= ACKNOWLEDGE_AFTER) {
            acknowledged = received;
            exporter.lane().execute(session::acknowledge);
        }
    }

    @Override
    public void drained() {
        session.drained();
    }

    @Override
    public void closed(int code, String reason) {
        session.connectionEnded();
    }

    @Override
    public void request(long id, String method, Slice params) {
        if (!isOpenFor(method)) {
            return;
        }
        if (method.equals("rope.hello")) {
            hello(id, params);
            return;
        }
        count();
        if (method.startsWith("rope.")) {
            session.answer(
                    id, new WireError(ErrorCodes.NO_SUCH_METHOD, "The protocol has no request '" + method + "'"));
        } else {
            calls.request(id, method, params);
        }
    }

    @Override
    public void notification(String method, Slice params) {
        if (!isOpenFor(method)) {
            return;
        }
        try {
            switch (method) {
                case "rope.listen" -> listen(params);
                case "rope.unlisten" -> unlisten(params);
                case "rope.abandon" -> abandon(params);
                case "rope.ack" -> {}
                case "rope.bye" -> session.end(CloseCodes.NORMAL, "");
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
        if (isOpenFor("")) {
            session.fault(new WireError(
                    ErrorCodes.INVALID_MESSAGE, "The server has sent no request of that id [id:" + id + "]"));
        }
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        if (isOpenFor("")) {
            WireError error = new WireError(code, message);
            if (id == null) {
                session.fault(error);
            } else {
                session.answer(id, error);
            }
        }
    }

    /** Before the hello nothing else is taken, after the end nothing at all. */
    private boolean isOpenFor(String method) {
        if (session.isEnded()) {
            return false;
        }
        if (!greeted && !method.equals("rope.hello")) {
            session.end(CloseCodes.NO_HELLO, "The first message must be rope.hello");
            return false;
        }
        return true;
    }

    private void hello(long id, Slice params) {
        if (greeted) {
            session.answer(id, new WireError(ErrorCodes.INVALID_MESSAGE, "The session is open already"));
            return;
        }
        greeted = true;
        try {
            Hello hello = Hello.read(params);
            String contract = exporter.contract().name();
            int version = exporter.contract().version();
            if (!hello.contract().equals(contract) || hello.version() != version) {
                throw new WireException(
                        ErrorCodes.OTHER_CONTRACT,
                        "Another contract is served here",
                        ImmutableMap.of("contract", contract, "version", version));
            }
            exporter.lane().execute(() -> exporter.open(session, id, hello));
        } catch (WireException e) {
            LOG.info("Client refused [peer:{}, reason:{}]", session.peer(), e.getMessage());
            session.answer(id, WireError.of(e, exporter.contract(), false));
            session.end(CloseCodes.NO_HELLO, e.fact());
        }
    }

    /** A numbered message has come. */
    private void count() {
        long next = received + 1;
        received = next;
    }

    private void oneWay(String method, Slice params) throws Throwable {
        if (method.startsWith("rope.")) {
            throw new WireException(
                    ErrorCodes.NO_SUCH_METHOD, "The protocol has no notification '" + method + "'", Map.of());
        }
        calls.oneWay(method, params);
    }

    private void listen(Slice params) {
        count();
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
        count();
        try (Arguments arguments = new Arguments("rope.unlisten", params)) {
            long object = arguments.target();
            session.interests().remove(object, arguments.name());
        }
    }

    private void abandon(Slice params) {
        count();
        long id = requestId(params);
        exporter.lane().execute(() -> calls.abandon(id));
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
