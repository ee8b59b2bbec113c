package org.mafalda.rope.server.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.protocol.ProcedureModel;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.server.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the calls of one session.
 *
 * <p>The methods of the objects are called on the thread of the connection, in the order of the messages, so that one
 * that takes its time holds up nobody else. Answers are written on the server's lane, behind the changes that the call
 * has caused, because those were given to the lane before the call's future was completed.
 */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    /** So many calls that created something can still be abandoned after they were answered. */
    private static final int REMEMBERED = 1024;

    private final Exporter exporter;
    private final ServerSession session;
    /** Where to go on with what the thread of the connection has begun. */
    private final FrameTasks further;

    private final RequestIds ids = new RequestIds();
    private final Map<Long, Call> pending = new ConcurrentHashMap<>();
    /** The wire ids of what answered calls have created, by request id. On the lane. */
    private final Map<Long, List<Long>> created = new LinkedHashMap<>();

    Calls(Exporter exporter, ServerSession session, FrameTasks further) {
        this.exporter = exporter;
        this.session = session;
        this.further = further;
    }

    /** A request of the client. On the thread of the connection. */
    void request(long id, String method, Slice params) {
        if (!ids.use(id)) {
            repeat(id);
            return;
        }
        if (pending.size() >= exporter.options().maxRequestsInFlight()) {
            WireException refusal =
                    refused(Refusal.REQUESTS, ErrorCodes.LIMIT_REACHED, "Too many requests are in flight");
            session.answer(id, WireError.of(refusal, exporter.contract(), false));
            return;
        }
        long now = exporter.now();
        further.next(now);
        Call call = new Call(id, exporter.publisher().revision(), now);
        pending.put(id, call);
        try (Arguments arguments = new Arguments(method, params)) {
            Exported target = exporter.table().byId(arguments.target());
            if (target == null) {
                throw new WireException(ErrorCodes.NO_SUCH_OBJECT, "No such object", Map.of("method", method));
            }
            ProcedureModel procedure = target.model().procedures().get(method);
            if (procedure == null) {
                throw noSuchMethod(target, method);
            }
            checkAllowed(target, method);
            if (procedure.result().mayNameObjects() && session.ownsEnough(pending.size())) {
                throw refused(Refusal.OBJECTS, ErrorCodes.LIMIT_REACHED, "The session has too many objects");
            }
            @Nullable Object[] values = arguments.rest(procedure.parameters(), exporter.table());
            if (!(procedure.method().invoke(target.object(), values) instanceof CompletableFuture<?> future)) {
                throw new IllegalStateException(target.model().name() + "." + method + " returned no future");
            }
            var unused = future.whenComplete(
                    (result, failure) -> further.execute(() -> answer(call, target, procedure, result, failure)));
        } catch (InvocationTargetException e) {
            fail(call, method, e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            fail(call, method, e);
        }
    }

    private void checkAllowed(Exported target, String method) {
        if (session.permissions().forbids(target.model(), method)) {
            throw refused(
                    Refusal.FORBIDDEN,
                    ErrorCodes.FORBIDDEN,
                    "Call of " + target.model().name() + "." + method + " is forbidden");
        }
    }

    private WireException refused(Refusal refusal, int code, String fact) {
        exporter.refusals().count(refusal, fact, session.peer());
        return new WireException(code, fact, Map.of());
    }

    /** The answer to the first request of that id counts, whether it was given or is still to come. */
    private void repeat(long id) {
        if (!pending.containsKey(id)) {
            session.repeat(id, new WireError(ErrorCodes.INVALID_MESSAGE, "Request id was used before [id:" + id + "]"));
        }
    }

    private static WireException noSuchMethod(Exported target, String method) {
        String fact = target.model().oneWays().containsKey(method)
                ? target.model().name() + "." + method + " is a one-way message: it has no id and no answer"
                : target.model().name() + " has no method '" + method + "'";
        return new WireException(ErrorCodes.NO_SUCH_METHOD, fact, Map.of());
    }

    /**
     * A one-way message of the client, on the thread of the connection; fails if it does not fit its method. What the
     * method itself throws is the client's to know, too.
     */
    void oneWay(String method, Slice params) throws Throwable {
        try (Arguments arguments = new Arguments(method, params)) {
            Exported target = exporter.table().byId(arguments.target());
            if (target == null) {
                return;
            }
            OneWayModel oneWay = target.model().oneWays().get(method);
            if (oneWay == null) {
                String fact = target.model().procedures().containsKey(method)
                        ? target.model().name() + "." + method + " is a procedure: it needs an id"
                        : target.model().name() + " has no method '" + method + "'";
                throw new WireException(ErrorCodes.NO_SUCH_METHOD, fact, Map.of());
            }
            checkAllowed(target, method);
            carryOut(target, oneWay, arguments.rest(oneWay.parameters(), exporter.table()));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void carryOut(Exported target, OneWayModel oneWay, @Nullable Object[] values)
            throws IllegalAccessException, InvocationTargetException {
        long start = exporter.now();
        boolean done = false;
        try {
            oneWay.method().invoke(target.object(), values);
            done = true;
        } finally {
            exporter.carriedOut(target, oneWay.name(), start, !done);
        }
    }

    /** The client no longer wants what the call creates. On the lane. */
    void abandon(long id) {
        Call call = pending.get(id);
        if (call != null) {
            call.abandon();
            return;
        }
        for (long wireId : created.getOrDefault(id, List.of())) {
            Exported exported = exporter.table().byId(wireId);
            if (exported != null) {
                exporter.closeObject(exported);
            }
        }
    }

    private void fail(Call call, String method, Throwable failure) {
        further.execute(() -> {
            pending.remove(call.id());
            session.answer(call.id(), MessageWriter.error(session.codec(), call.id(), error(method, failure)));
        });
    }

    private WireError error(String method, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        WireError error =
                WireError.of(cause, exporter.contract(), exporter.options().fullErrors());
        if (error.code() == ErrorCodes.INTERNAL) {
            LOG.warn("Call failed in a way that the contract does not name [method:{}]", method, cause);
        }
        return error;
    }

    private void answer(
            Call call,
            Exported target,
            ProcedureModel procedure,
            @Nullable Object result,
            @Nullable Throwable failure) {
        pending.remove(call.id());
        if (exporter.isStopped()) {
            return;
        }
        exporter.called(target, procedure.name(), call.startNanos(), failure != null);
        if (failure != null) {
            session.answer(
                    call.id(), MessageWriter.error(session.codec(), call.id(), error(procedure.name(), failure)));
            return;
        }
        Written written;
        try {
            written = exporter.publisher()
                    .write(
                            target.isPresent() ? target : exporter.root(),
                            references -> MessageWriter.result(
                                    session.codec(),
                                    call.id(),
                                    out -> procedure.result().write(out, result, references)));
        } catch (RuntimeException e) {
            LOG.error(
                    "Result does not fit its contract [method:{}.{}]",
                    target.model().name(),
                    procedure.name(),
                    e);
            WireError error = new WireError(
                    ErrorCodes.INTERNAL,
                    "The result of " + target.model().name() + "." + procedure.name() + " does not fit its contract");
            session.answer(call.id(), MessageWriter.error(session.codec(), call.id(), error));
            return;
        }
        session.answer(call.id(), written.bytes());
        settle(call, written.named());
    }

    /** What the call has created belongs to the session, or is closed if nobody wants it. */
    private void settle(Call call, List<Exported> named) {
        List<Long> wireIds = new ArrayList<>();
        for (Exported exported : named) {
            if (!call.mayHaveCreated(exported)) {
                continue;
            }
            if (call.isAbandoned()) {
                exporter.closeObject(exported);
            } else {
                session.own(exported);
                wireIds.add(exported.id());
            }
        }
        if (!wireIds.isEmpty()) {
            created.put(call.id(), wireIds);
            if (created.size() > REMEMBERED) {
                created.remove(created.keySet().iterator().next());
            }
        }
    }
}
