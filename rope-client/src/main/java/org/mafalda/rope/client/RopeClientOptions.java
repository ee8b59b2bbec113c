package org.mafalda.rope.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.RopeException;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.NamedSession;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TrustMaterial;

/**
 * How a client connects and how long it waits. Immutable.
 *
 * @param requestTimeout how long a call waits for its answer; default 10 s
 * @param connectTimeout how long one attempt to connect may take, from the socket to the snapshot; default 10 s
 * @param heartbeat how often the client gives a sign of life at the latest; the server's wish holds if it is shorter;
 *     default 10 s
 * @param silence how long the server may give no sign of life before the connection is given up; meanwhile it is
 *     pinged. Null, the default: three times the heartbeat that the server announces
 * @param reconnect whether a lost connection is made anew; default true
 * @param initialBackoff the wait before the first attempt to reconnect; doubles with each attempt; default 100 ms
 * @param maximumBackoff the longest wait between two attempts; default 10 s
 * @param jitter the part of a wait that is left to chance, 0 to 1, so that many clients do not come at once; default
 *     0.5
 * @param codecs how messages may be written, the one that is liked best first; the server takes the first that it
 *     knows; default JSON, which anybody can read and which is as fast for small messages, then CBOR, which is for
 *     those who send much binary data: it has no Base64
 * @param compression whether to ask for permessage-deflate (RFC 7692); default false
 * @param maxMessage bytes of the longest message that is accepted; default 64 MiB
 * @param name what the client is, for the server's logs; default {@code "java"}
 * @param lease what becomes of the objects that this client has created once its session is gone; null, the default,
 *     leaves it to the server
 * @param namedSession under which the client finds its objects again after a restart of its application; null, the
 *     default, if it need not
 * @param token credentials; null if the server asks for none
 * @param certificate the client's own key and certificate, for servers that ask for one; null, the default, shows none
 * @param trust the authorities of servers' certificates; null, the default, takes those of the JDK
 */
public record RopeClientOptions(
        Duration requestTimeout,
        Duration connectTimeout,
        Duration heartbeat,
        @Nullable Duration silence,
        boolean reconnect,
        Duration initialBackoff,
        Duration maximumBackoff,
        double jitter,
        List<Codec> codecs,
        boolean compression,
        int maxMessage,
        String name,
        @Nullable Lease lease,
        @Nullable NamedSession namedSession,
        @Nullable String token,
        @Nullable KeyMaterial certificate,
        @Nullable TrustMaterial trust) {
    /** All defaults. */
    public static final RopeClientOptions DEFAULT = builder().build();

    /** Checks the ranges. */
    public RopeClientOptions {
        checkPositive("requestTimeout", requestTimeout);
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("heartbeat", heartbeat);
        if (silence != null) {
            checkPositive("silence", silence);
        }
        checkPositive("initialBackoff", initialBackoff);
        checkPositive("maximumBackoff", maximumBackoff);
        if (!(jitter >= 0 && jitter <= 1)) {
            throw broken("jitter", jitter, "must be between 0 and 1");
        }
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw broken("codecs", codecs, "must not be empty");
        }
        if (maxMessage < 1) {
            throw broken("maxMessage", maxMessage, "must be at least 1");
        }
        Objects.requireNonNull(name, "name");
    }

    private static void checkPositive(String field, Duration value) {
        Objects.requireNonNull(value, field);
        if (value.isNegative() || value.isZero()) {
            throw broken(field, value, "must be more than zero");
        }
    }

    private static RopeException broken(String field, Object value, String rule) {
        return new RopeException(field + " " + rule, Map.of(field, value));
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same with another {@link #silence}. */
    public RopeClientOptions withSilence(@Nullable Duration other) {
        return new RopeClientOptions(
                requestTimeout,
                connectTimeout,
                heartbeat,
                other,
                reconnect,
                initialBackoff,
                maximumBackoff,
                jitter,
                codecs,
                compression,
                maxMessage,
                name,
                lease,
                namedSession,
                token,
                certificate,
                trust);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RopeClientOptions[requestTimeout=" + requestTimeout + ", connectTimeout=" + connectTimeout
                + ", heartbeat=" + heartbeat + ", silence=" + silence + ", reconnect=" + reconnect + ", initialBackoff="
                + initialBackoff
                + ", maximumBackoff=" + maximumBackoff + ", jitter=" + jitter + ", codecs=" + codecs
                + ", compression=" + compression + ", maxMessage=" + maxMessage
                + ", name=" + name + ", lease=" + lease + ", namedSession=" + namedSession + ", token="
                + (token == null ? "none" : "…") + ", certificate=" + certificate + ", trust=" + trust + "]";
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private Duration requestTimeout = Duration.ofSeconds(10);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration heartbeat = Duration.ofSeconds(10);
        private @Nullable Duration silence;
        private boolean reconnect = true;
        private Duration initialBackoff = Duration.ofMillis(100);
        private Duration maximumBackoff = Duration.ofSeconds(10);
        private double jitter = 0.5;
        private List<Codec> codecs = List.of(Codec.JSON, Codec.CBOR);
        private boolean compression;
        private int maxMessage = 64 << 20;
        private String name = "java";
        private @Nullable Lease lease;
        private @Nullable NamedSession namedSession;
        private @Nullable String token;
        private @Nullable KeyMaterial certificate;
        private @Nullable TrustMaterial trust;

        private Builder() {}

        /** See {@link RopeClientOptions#requestTimeout}. */
        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        /** See {@link RopeClientOptions#connectTimeout}. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** See {@link RopeClientOptions#heartbeat}. */
        public Builder heartbeat(Duration value) {
            heartbeat = value;
            return this;
        }

        /** See {@link RopeClientOptions#silence}. */
        public Builder silence(@Nullable Duration value) {
            silence = value;
            return this;
        }

        /** See {@link RopeClientOptions#reconnect}. */
        public Builder reconnect(boolean value) {
            reconnect = value;
            return this;
        }

        /** See {@link RopeClientOptions#initialBackoff} and {@link RopeClientOptions#maximumBackoff}. */
        public Builder backoff(Duration initial, Duration maximum) {
            initialBackoff = initial;
            maximumBackoff = maximum;
            return this;
        }

        /** See {@link RopeClientOptions#jitter}. */
        public Builder jitter(double value) {
            jitter = value;
            return this;
        }

        /** See {@link RopeClientOptions#codecs}. */
        public Builder codecs(Codec... value) {
            codecs = List.of(value);
            return this;
        }

        /** See {@link RopeClientOptions#compression}. */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /** See {@link RopeClientOptions#maxMessage}. */
        public Builder maxMessage(int value) {
            maxMessage = value;
            return this;
        }

        /** See {@link RopeClientOptions#name}. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** See {@link RopeClientOptions#lease}. */
        public Builder lease(@Nullable Lease value) {
            lease = value;
            return this;
        }

        /** See {@link RopeClientOptions#namedSession}. */
        public Builder namedSession(@Nullable NamedSession value) {
            namedSession = value;
            return this;
        }

        /** See {@link RopeClientOptions#token}. */
        public Builder token(@Nullable String value) {
            token = value;
            return this;
        }

        /** See {@link RopeClientOptions#certificate}. */
        public Builder certificate(@Nullable KeyMaterial value) {
            certificate = value;
            return this;
        }

        /** See {@link RopeClientOptions#trust}. */
        public Builder trust(@Nullable TrustMaterial value) {
            trust = value;
            return this;
        }

        /** The finished options. */
        public RopeClientOptions build() {
            return new RopeClientOptions(
                    requestTimeout,
                    connectTimeout,
                    heartbeat,
                    silence,
                    reconnect,
                    initialBackoff,
                    maximumBackoff,
                    jitter,
                    codecs,
                    compression,
                    maxMessage,
                    name,
                    lease,
                    namedSession,
                    token,
                    certificate,
                    trust);
        }
    }
}
