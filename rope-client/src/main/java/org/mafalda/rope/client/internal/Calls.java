package org.mafalda.rope.client.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.OneWayModel;
import org.mafalda.rope.protocol.ProcedureModel;

/** What a proxy asks of its session. Thread-safe; never blocks. */
interface Calls {
    /** Calls a procedure of the object. */
    CompletableFuture<Object> call(RemoteObject target, ProcedureModel procedure, @Nullable Object[] arguments);

    /** Sends a one-way message to the object. */
    void oneWay(RemoteObject target, OneWayModel oneWay, @Nullable Object[] arguments);

    /** Closes the object and all below it; when it returns, they are closed. */
    void close(RemoteObject target);

    /** There is one listener more to an event on demand. */
    void listen(RemoteObject target, EventModel event);

    /** There is one listener less to an event on demand. */
    void unlisten(RemoteObject target, EventModel event);
}
