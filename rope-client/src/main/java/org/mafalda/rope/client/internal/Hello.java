package org.mafalda.rope.client.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.NamedSession;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * The server's answer to {@code rope.hello} (section 4 of the specification).
 *
 * @param session id of the session
 * @param key the secret that goes with it
 * @param epoch changes when the server starts anew
 * @param resumed whether the session goes on; otherwise it is a new one, and a snapshot follows
 * @param adopted whether the session owns what an earlier one has left
 * @param received how many numbered messages of this side the server has received in the session
 * @param description the server's contract description; null if it is the one that the client knows
 * @param forbidden methods that this client may not call, as {@code Type.method}
 * @param heartbeat milliseconds; the server gives the client up after three times as long without a sign of life
 * @param resumeWindow milliseconds for which the server keeps the session after a cut
 * @param maxMessage bytes of the longest frame that the server accepts
 */
record Hello(
        String session,
        String key,
        String epoch,
        boolean resumed,
        boolean adopted,
        long received,
        @Nullable Object description,
        Set<String> forbidden,
        long heartbeat,
        long resumeWindow,
        long maxMessage) {
    /**
     * The request that asks for it.
     *
     * @param before the answer of the session so far, whose objects are to be ours again; null for the first one
     * @param received how many numbered messages have come in it; null if it cannot go on
     */
    static byte[] request(
            Codec codec,
            long id,
            ContractModel contract,
            RopeClientOptions options,
            @Nullable Hello before,
            @Nullable Long received) {
        return MessageWriter.request(codec, id, "rope.hello", out -> {
            out.writeStartObject();
            out.writeStringProperty("contract", contract.name());
            out.writeNumberProperty("version", contract.version());
            out.writeStringProperty("digest", contract.digest());
            if (options.token() != null) {
                out.writeStringProperty("token", options.token());
            }
            if (before != null) {
                out.writeStringProperty("session", before.session());
                out.writeStringProperty("key", before.key());
            }
            NamedSession named = options.namedSession();
            if (named != null) {
                out.writeStringProperty("name", named.name());
                out.writeStringProperty("secret", named.secret());
            }
            Lease lease = options.lease();
            if (lease != null) {
                write(out, lease);
            }
            if (received != null) {
                out.writeNumberProperty("received", received);
            }
            out.writeStringProperty("client", options.name());
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, Lease lease) {
        Duration time = lease.keepFor();
        out.writeObjectPropertyStart("lease");
        if (time == null) {
            out.writeBooleanProperty("keep", true);
        } else if (time.isZero()) {
            out.writeBooleanProperty("close", true);
        } else {
            out.writeNumberProperty("keepFor", time.toMillis());
        }
        out.writeEndObject();
    }

    static Hello read(Slice result) {
        Map<String, String> texts = new HashMap<>();
        Object[] description = {null};
        Set<String> forbidden = new HashSet<>();
        boolean[] resumed = {false};
        boolean[] adopted = {false};
        long[] received = {0};
        long[] heartbeat = {Long.MAX_VALUE};
        long[] resumeWindow = {0};
        long[] maxMessage = {Long.MAX_VALUE};
        try (JsonParser in = result.open()) {
            Params.members(in, (name, value) -> {
                switch (name) {
                    case "session", "key", "epoch" -> texts.put(name, Params.text(value));
                    case "resumed" -> resumed[0] = Params.flag(value);
                    case "adopted" -> adopted[0] = Params.flag(value);
                    case "received" -> received[0] = Params.number(value);
                    case "description" -> description[0] = Params.tree(value);
                    case "forbidden" -> Params.elements(value, method -> forbidden.add(Params.text(method)));
                    case "heartbeat" -> heartbeat[0] = Params.number(value);
                    case "resumeWindow" -> resumeWindow[0] = Params.number(value);
                    case "maxMessage" -> maxMessage[0] = Params.number(value);
                    default -> value.skipChildren();
                }
            });
        }
        return new Hello(
                required(texts, "session"),
                required(texts, "key"),
                required(texts, "epoch"),
                resumed[0],
                adopted[0],
                received[0],
                description[0],
                Set.copyOf(forbidden),
                heartbeat[0],
                Math.max(0, resumeWindow[0]),
                maxMessage[0]);
    }

    private static String required(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new WireException(
                    ErrorCodes.INVALID_MESSAGE, "The answer to hello is not complete", Map.of("missing", name));
        }
        return text;
    }
}
