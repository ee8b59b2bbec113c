package org.mafalda.rope.client.internal;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Details;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Connection;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.NullValueException;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.protocol.ProcedureModel;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.protocol.WireType;
import org.mafalda.rope.protocol.session.Outgoing;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LaneFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Turns the calls of the proxies into messages, and answers into results. */
final class CallDesk implements Calls {
    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);

    private final CallFailures failures;
    private final Lane lane;
    private final Timers timers;
    private final Duration requestTimeout;
    private final Outbox outbox;
    private final AtomicLong ids = new AtomicLong();
    private final PendingCalls pending;
    private final Mirror mirror;
    private final Endings endings = new Endings();
    private final Predicate<RemoteObject> closeOfRoot;
    private volatile Set<String> forbidden = Set.of();
    private volatile boolean abandoned;

    /**
     * A desk without a connection.
     *
     * @param closeOfRoot is asked before an object is closed; true if it was the root, and the session's own affair
     */
    CallDesk(
            ContractModel contract,
            Map<String, ObjectType> types,
            Lane lane,
            Timers timers,
            RopeClientOptions options,
            Predicate<RemoteObject> closeOfRoot) {
        this.failures = new CallFailures(contract);
        this.lane = lane;
        this.closeOfRoot = closeOfRoot;
        this.timers = timers;
        this.requestTimeout = options.requestTimeout();
        this.outbox = new Outbox(lane, timers);
        this.mirror = new Mirror(types, this, lane, endings);
        this.pending = new PendingCalls(requestTimeout, timers, this::expired);
    }

    Mirror mirror() {
        return mirror;
    }

    Endings endings() {
        return endings;
    }

    Outbox outbox() {
        return outbox;
    }

    /** A request id that was not used yet. */
    long nextId() {
        return ids.incrementAndGet();
    }

    // ---- what proxies ask

    @Override
    public CompletableFuture<Object> call(RemoteObject target, ProcedureModel procedure, @Nullable Object[] arguments) {
        checkAllowed(target, procedure.name());
        if (target.ended()) {
            return refused(target, procedure.name());
        }
        PendingCall call = new PendingCall(nextId(), target, procedure, pending.deadline());
        byte[] message;
        try {
            message = MessageWriter.request(
                    outbox.codec(),
                    call.id,
                    procedure.name(),
                    out -> write(
                            out,
                            target,
                            procedure.method(),
                            procedure.parameters(),
                            arguments,
                            refusingEnded(procedure.name())));
        } catch (NullPointerException e) {
            throw e;
        } catch (RuntimeException e) {
            return LaneFuture.failed(failures.argumentsRefused(e));
        }
        pending.add(call);
        Outbox.Outcome outcome = outbox.call(call, message);
        if (outcome != Outbox.Outcome.TAKEN) {
            pending.remove(call.id);
            return target.ended()
                    ? refused(target, procedure.name())
                    : LaneFuture.failed(failures.notTaken(outcome, call, message.length));
        }
        var unused = call.future.whenComplete((result, failure) -> settled(call));
        return call.future;
    }

    /** A call on what has ended. */
    private CompletableFuture<Object> refused(RemoteObject target, String method) {
        CompletableFuture<Object> future = new LaneFuture<>();
        lane.execute(() -> failAsClosed(future, target, method));
        return future;
    }

    /**
     * Fails a call when the end of its target has been told, of which the server may still be speaking; in the time
     * that a call may take in any case. On the lane.
     */
    private void failAsClosed(CompletableFuture<Object> future, RemoteObject target, String method) {
        DetailedException failure = failures.closed(target, method);
        endings.afterwards(target, () -> future.completeExceptionally(failure));
        if (!future.isDone()) {
            Timers.Timer latest = timers.after(
                    requestTimeout.toNanos(), () -> lane.execute(() -> future.completeExceptionally(failure)));
            var unused = future.whenComplete((result, told) -> latest.cancel());
        }
    }

    @Override
    public void oneWay(RemoteObject target, OneWayModel oneWay, @Nullable Object[] arguments) {
        checkAllowed(target, oneWay.name());
        if (!target.ended()) {
            MessageWriter.Body params =
                    out -> write(out, target, oneWay.method(), oneWay.parameters(), arguments, mirror);
            byte[] message = oneWay.lossy()
                    ? MessageWriter.lossy(outbox.codec(), oneWay.name(), params)
                    : MessageWriter.notification(outbox.codec(), oneWay.name(), params);
            outbox.oneWay(target, message, oneWay.lossy());
        }
    }

    @Override
    public void close(RemoteObject target) {
        if (closeOfRoot.test(target)) {
            return;
        }
        checkAllowed(target, "close");
        if (mirror.tree().end(target)) {
            target.markCloseCalled();
            outbox.close(target);
            if (abandoned) {
                lane.execute(this::takeLeave);
            }
        }
    }

    @Override
    public void listen(RemoteObject target, EventModel event) {
        if (!target.ended()) {
            outbox.listen(target, event);
        }
    }

    @Override
    public void unlisten(RemoteObject target, EventModel event) {
        outbox.unlisten(target, event);
    }

    private static void write(
            JsonGenerator out,
            RemoteObject target,
            Method method,
            List<WireType> types,
            @Nullable Object[] arguments,
            References references) {
        out.writeStartArray();
        out.writeNumber(target.id());
        for (int i = 0; i < types.size(); i++) {
            try {
                types.get(i).write(out, arguments[i], references);
            } catch (NullValueException e) {
                throw new NullPointerException(parameter(method, i) + " has a null where there must be none");
            } catch (WireException e) {
                throw new WireException(e.code(), parameter(method, i) + ": " + e.fact(), e.details());
            } catch (JacksonException e) {
                throw new WireException(
                        ErrorCodes.INVALID_ARGUMENTS,
                        parameter(method, i) + ": Value cannot be written",
                        Details.of("method", method.getName(), "reason", e.getOriginalMessage()));
            }
        }
        out.writeEndArray();
    }

    private static String parameter(Method method, int index) {
        return method.getParameters()[index].getName();
    }

    private void checkAllowed(RemoteObject target, String method) {
        Set<String> refused = forbidden;
        if (!refused.isEmpty()) {
            String type = target.type().name();
            if (refused.contains(type + "." + method)
                    || refused.contains(type + ".*")
                    || refused.contains("*." + method)
                    || refused.contains("*.*")) {
                throw new ForbiddenException(
                        "Call is forbidden", Details.of("object", target.toString(), "method", method));
            }
        }
    }

    // ---- answers, on the lane

    void answered(long id, Slice result) {
        PendingCall call = pending.remove(id);
        if (call == null) {
            LOG.debug("Answer to nothing is ignored [id:{}]", id);
            return;
        }
        boolean[] sawEnded = {false};
        Object value;
        try (JsonParser in = result.open()) {
            value = call.procedure.result().read(in, watching(sawEnded));
        } catch (RuntimeException e) {
            LOG.warn("Answer cannot be read [call:{}.{}]", call.target, call.procedure.name(), e);
            if (call.target.ended()) {
                failAsClosed(call.future, call.target, call.procedure.name());
            } else {
                call.future.completeExceptionally(CallFailures.refused(e));
            }
            return;
        }
        if (sawEnded[0] && call.target.ended()) {
            failAsClosed(call.future, call.target, call.procedure.name());
        } else {
            complete(call, value);
        }
    }

    @SuppressWarnings("NullAway")
    private static void complete(PendingCall call, @Nullable Object value) {
        call.future.complete(value);
    }

    /** References for the arguments of a call, which fails like one on the object itself if that has ended. */
    private References refusingEnded(String method) {
        return new References() {
            @Override
            public long idOf(Object object) {
                long id = mirror.idOf(object);
                RemoteObject remote = RemoteObject.behind(object);
                if (remote != null && remote.ended()) {
                    throw failures.closed(remote, method);
                }
                return id;
            }

            @Override
            public Object objectOf(long id, Class<?> expected) {
                return mirror.objectOf(id, expected);
            }
        };
    }

    /** References that note whether one leads to something that has ended. */
    private References watching(boolean[] sawEnded) {
        return new References() {
            @Override
            public long idOf(Object object) {
                return mirror.idOf(object);
            }

            @Override
            public Object objectOf(long id, Class<?> expected) {
                Object object = mirror.objectOf(id, expected);
                RemoteObject remote = RemoteObject.behind(object);
                sawEnded[0] |= remote != null && remote.ended();
                return object;
            }
        };
    }

    void failed(long id, DetailedException failure) {
        PendingCall call = pending.remove(id);
        if (call == null) {
            LOG.debug("Answer to nothing is ignored [id:{}, failure:{}]", id, failure.getMessage());
            return;
        }
        call.future.completeExceptionally(better(call, failure));
    }

    /** A server that has forgotten a closed object cannot say why it closed; the copy here can. */
    private Throwable better(PendingCall call, DetailedException failure) {
        if (!call.target.ended()) {
            return failure;
        }
        DetailedException known = failures.closed(call.target, call.procedure.name());
        return failure.getClass().isInstance(known) ? known : failure;
    }

    private void expired(PendingCall call) {
        giveUp(call);
        lane.execute(() -> fail(call, CallFailures.timedOut(call)));
    }

    /** A call whose caller has cancelled it, or given it a deadline of its own, is not waited for either. */
    private void settled(PendingCall call) {
        if (!call.isTaken() && pending.remove(call.id) != null) {
            giveUp(call);
        }
    }

    /** The server is told that nobody wants what the call creates, if it may know of the call. */
    private void giveUp(PendingCall call) {
        call.giveUp();
        if (call.sent()) {
            outbox.send(Outgoing.reliable(MessageWriter.notification(outbox.codec(), "rope.abandon", out -> {
                out.writeStartObject();
                out.writeNumberProperty("id", call.id);
                out.writeEndObject();
            })));
        }
    }

    // ---- connections, on the lane

    /** The session goes on over this connection. */
    void resume(Connection connection, Hello hello) {
        forbidden = hello.forbidden();
        abandoned = false;
        outbox.resume(connection, hello);
    }

    /**
     * A new session begins on this connection.
     *
     * @param sameEpoch whether the wire ids in what has waited still mean the same
     * @param closedHere objects whose close the server may not have heard of
     */
    void open(Connection connection, Hello hello, boolean sameEpoch, List<RemoteObject> closedHere) {
        forbidden = hello.forbidden();
        abandoned = false;
        endings.allTold();
        List<PendingCall> interrupted = pending.removeIf(PendingCall::sent);
        List<PendingCall> refused =
                outbox.open(connection, hello, closedHere, target -> sameEpoch && mirror.known(target.id()) == target);
        refused.forEach(call -> pending.remove(call.id));
        interrupted.forEach(call ->
                fail(call, sameEpoch ? CallFailures.outcomeUnknown(call) : CallFailures.serverStartedAnew(call)));
        refused.forEach(
                call -> fail(call, sameEpoch ? CallFailures.objectGone(call) : CallFailures.serverStartedAnew(call)));
    }

    private static void fail(PendingCall call, DetailedException failure) {
        call.future.completeExceptionally(failure);
    }

    /** There is no connection; calls wait. */
    void cut() {
        outbox.cut();
    }

    /**
     * The server does not keep the session any longer. What was closed here, or will be, tells so at once, for nobody
     * answers.
     */
    void abandon() {
        abandoned = true;
        takeLeave();
        endings.allTold();
    }

    private void takeLeave() {
        if (abandoned) {
            Vanishing.takeLeave(mirror);
        }
    }

    /** There will be none any more: everything that waits fails. */
    void end(boolean onPurpose) {
        outbox.refuse();
        endings.allTold();
        for (PendingCall call : pending.removeIf(any -> true)) {
            if (onPurpose) {
                fail(call, failures.closed(call.target, call.procedure.name()));
            } else if (call.sent()) {
                fail(call, CallFailures.outcomeUnknown(call));
            } else {
                fail(call, CallFailures.neverSent(call));
            }
        }
    }

    /** How many calls wait for an answer. */
    int pendingCalls() {
        return pending.size();
    }
}
