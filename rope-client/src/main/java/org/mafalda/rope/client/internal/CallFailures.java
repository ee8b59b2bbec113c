package org.mafalda.rope.client.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.Details;
import org.mafalda.rope.OutcomeUnknownException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.RequestTimeoutException;
import org.mafalda.rope.StateLostException;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.WireException;

/**
 * What calls fail with that the server did not answer; of the classes that the contract has for it, where it has some.
 * Immutable.
 */
final class CallFailures {
    private final ContractModel contract;

    CallFailures(ContractModel contract) {
        this.contract = contract;
    }

    /** A call on a closed object. */
    DetailedException closed(RemoteObject target, String method) {
        Map<String, @Nullable Object> details = Details.of("id", target.label(), "method", method);
        String fact = target.type().name() + " is closed";
        RemoteObject cause = null;
        for (RemoteObject ended : target.endedUpwards()) {
            cause = ended.type().hasClosedFailure() ? ended : cause;
        }
        return cause == null
                ? contract.closedFailure(fact, details)
                : contract.closedFailure(cause.type().model(), fact, details);
    }

    /** What was refused on this side has the class of an answer of the server. */
    static RuntimeException refused(RuntimeException e) {
        return e instanceof WireException wire ? new ProtocolException(wire.fact(), wire.details()) : e;
    }

    /** Arguments that cannot be sent are refused as a server refuses those that do not fit. */
    RuntimeException argumentsRefused(RuntimeException e) {
        return e instanceof WireException wire && wire.code() == ErrorCodes.INVALID_ARGUMENTS
                ? contract.argumentFailure(wire.fact(), wire.details())
                : refused(e);
    }

    /** The outbox did not take the message. */
    DetailedException notTaken(Outbox.Outcome outcome, PendingCall call, int bytes) {
        Map<String, @Nullable Object> details =
                Details.of("object", call.target.toString(), "method", call.procedure.name(), "bytes", bytes);
        return outcome == Outbox.Outcome.TOO_LONG
                ? contract.argumentFailure("Message is longer than the server accepts", details)
                : new ConnectionLostException("Too much waits to be sent, or for its acknowledgement", details);
    }

    static DetailedException timedOut(PendingCall call) {
        return new RequestTimeoutException("No answer in time", about(call));
    }

    static DetailedException outcomeUnknown(PendingCall call) {
        return new OutcomeUnknownException("Connection was lost before the answer came", about(call));
    }

    static DetailedException neverSent(PendingCall call) {
        return new ConnectionLostException("Connection was lost before the call was sent", about(call));
    }

    static DetailedException serverStartedAnew(PendingCall call) {
        return new StateLostException("The server has started anew", about(call));
    }

    static DetailedException objectGone(PendingCall call) {
        return new StateLostException("The object was gone before the call was sent", about(call));
    }

    private static Map<String, @Nullable Object> about(PendingCall call) {
        return Details.of("object", call.target.toString(), "method", call.procedure.name());
    }
}
