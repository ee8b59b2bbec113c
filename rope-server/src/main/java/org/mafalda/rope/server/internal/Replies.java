package org.mafalda.rope.server.internal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.session.Outgoing;

/** The answers that the client has not acknowledged, for a request that comes again. On the server's lane alone. */
final class Replies {
    private final Map<Long, Outgoing> kept = new HashMap<>();

    /** The answer was given. */
    void keep(Outgoing answer) {
        kept.put(answer.answerTo(), answer);
    }

    /** The answer that was given to the request; null if there is none, or if the client has it. */
    @Nullable Outgoing find(long requestId) {
        return kept.get(requestId);
    }

    void clear() {
        kept.clear();
    }

    /** The client has the message, which may be an answer. */
    void forget(Outgoing message) {
        if (message.answerTo() != 0) {
            kept.remove(message.answerTo(), message);
        }
    }
}
