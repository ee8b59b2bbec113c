package org.mafalda.rope.client.internal;

import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.session.Outgoing;

/** A call or a one-way message to an object of the server. */
final class ToObject extends Outgoing {
    private final RemoteObject target;
    private final @Nullable PendingCall call;

    private ToObject(RemoteObject target, @Nullable PendingCall call, byte[] message) {
        super(message);
        this.target = target;
        this.call = call;
    }

    static ToObject call(PendingCall call, byte[] message) {
        return new ToObject(call.target, call, message);
    }

    static ToObject oneWay(RemoteObject target, byte[] message) {
        return new ToObject(target, null, message);
    }

    RemoteObject target() {
        return target;
    }

    /** The call; null if it is a one-way message. */
    @Nullable PendingCall call() {
        return call;
    }

    /** A call that nobody waits for any more need not be sent. */
    @Override
    protected boolean leave() {
        return call == null || call.leave();
    }
}
