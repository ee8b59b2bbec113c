package org.mafalda.rope.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authorizer;

/**
 * How a {@link RopeServer} listens and what it allows. Immutable.
 *
 * @param host address or host name to listen on; default 127.0.0.1
 * @param port TCP port, 0 to 65535; 0, the default, takes any that is free
 * @param path path of the WebSocket, beginning with a slash; default {@code /rope}
 * @param insecure whether it may listen on an address that is not loopback without TLS or without asking clients who
 *     they are; default false
 * @param tls the server's key and certificate, for {@code wss}; null, the default, is {@code ws}
 * @param clientTrust the authorities of the clients' certificates; with an authenticator a client may show one, without
 *     it must, and whoever has one may come in; null, the default, asks for none; needs {@code tls}
 * @param authenticator says who clients are; null, the default, lets in everybody
 * @param authorizer says what they may call; default everything
 * @param maxRequestsInFlight calls of one session that may wait for their answers, 1 or more; further ones fail with
 *     −32003; default 10 000
 * @param maxMessagesPerSecond messages that one session may send in a second, 1 or more; a client that sends more is
 *     cut with close code 4429; default 200 000
 * @param maxObjects objects that one session may own, 1 or more; calls that may create another one fail with −32003,
 *     where those in flight count as objects; default 100 000
 * @param maxElements messages in one frame, and elements or members of one array or object in a message, 1 or more; a
 *     message with more is invalid, a frame with more cannot be parsed; default 65 536. How deep values may be nested
 *     is part of the protocol: 100 levels
 * @param maxHello bytes of the frame with which a client introduces itself; 1 KiB or more, default 64 KiB
 * @param maxConnectionsPerAddress WebSockets from one IPv4 address or one /64 network of IPv6, 1 or more; an upgrade
 *     beyond them is answered with status 429, and of connections that are not upgraded yet there may be as many again;
 *     default 4096
 * @param maxSuspendedSessions sessions of clients that were cut off and have not come back, 0 or more; beyond them the
 *     one that has waited longest cannot be resumed any more; default 4096
 * @param allowedOrigins values of {@code Origin} with which browsers may connect; default none, so that no web page can
 * @param codecs how messages may be written; the client chooses; default JSON and CBOR
 * @param compression whether clients may ask for permessage-deflate (RFC 7692), which costs about 300 KiB for each
 *     connection, and time; default false
 * @param maxMessage bytes of the longest frame that is accepted; 1 KiB or more, default 8 MiB
 * @param maxBacklog bytes that may wait to be written to one client before it is cut off as too slow; it may come back
 *     and go on. The snapshot with which a session begins is not counted; default 16 MiB
 * @param maxJournal bytes that are kept for one client until it has acknowledged them; one that has missed more gets a
 *     snapshot when it comes back. What goes to many clients is held once for all; 1 MiB or more, default 32 MiB
 * @param helloTimeout how long a new connection may take to introduce itself; default 10 s
 * @param heartbeat how often each side says something at least; a client is given up after three times as long; 10 ms
 *     or more, default 10 s
 * @param resumeWindow for how long a client that was cut off can go on as if nothing had happened; default 60 s
 * @param lease what becomes of the objects of a session that has gone, unless its client asked for something else;
 *     default: they stay for 5 minutes, in which a restarted application can come back for them, and are closed then
 * @param fullErrors whether clients are told the stack traces of failures that the contract does not name; default
 *     false
 */
public record RopeServerOptions(
        String host,
        int port,
        String path,
        boolean insecure,
        @Nullable KeyMaterial tls,
        @Nullable TrustMaterial clientTrust,
        @Nullable Authenticator authenticator,
        Authorizer authorizer,
        int maxRequestsInFlight,
        int maxMessagesPerSecond,
        int maxObjects,
        int maxElements,
        int maxHello,
        int maxConnectionsPerAddress,
        int maxSuspendedSessions,
        Set<String> allowedOrigins,
        List<Codec> codecs,
        boolean compression,
        int maxMessage,
        long maxBacklog,
        long maxJournal,
        Duration helloTimeout,
        Duration heartbeat,
        Duration resumeWindow,
        Lease lease,
        boolean fullErrors) {
    private static final int MIN_MAX_MESSAGE = 1024;
    /** A client may wait with its acknowledgement until it has received a part of this. */
    private static final long MIN_MAX_JOURNAL = 1024 * 1024;

    private static final Duration MIN_HEARTBEAT = Duration.ofMillis(10);

    /** Checks the ranges; throws {@link IllegalArgumentException}. */
    public RopeServerOptions {
        Objects.requireNonNull(host, "host");
        check(port >= 0 && port <= 65_535, "port", port, "must be from 0 to 65535");
        check(path.startsWith("/"), "path", path, "must begin with a slash");
        allowedOrigins = Set.copyOf(allowedOrigins);
        codecs = List.copyOf(codecs);
        check(!codecs.isEmpty(), "codecs", codecs, "must not be empty");
        check(maxMessage >= MIN_MAX_MESSAGE, "maxMessage", maxMessage, "must be at least " + MIN_MAX_MESSAGE);
        check(maxBacklog > 0, "maxBacklog", maxBacklog, "must be positive");
        check(maxJournal >= MIN_MAX_JOURNAL, "maxJournal", maxJournal, "must be at least " + MIN_MAX_JOURNAL);
        check(!helloTimeout.isNegative() && !helloTimeout.isZero(), "helloTimeout", helloTimeout, "must be positive");
        check(heartbeat.compareTo(MIN_HEARTBEAT) >= 0, "heartbeat", heartbeat, "must be at least " + MIN_HEARTBEAT);
        check(!resumeWindow.isNegative(), "resumeWindow", resumeWindow, "must not be negative");
        Objects.requireNonNull(lease, "lease");
        Objects.requireNonNull(authorizer, "authorizer");
        check(maxRequestsInFlight > 0, "maxRequestsInFlight", maxRequestsInFlight, "must be positive");
        check(maxMessagesPerSecond > 0, "maxMessagesPerSecond", maxMessagesPerSecond, "must be positive");
        check(maxObjects > 0, "maxObjects", maxObjects, "must be positive");
        check(maxElements > 0, "maxElements", maxElements, "must be positive");
        check(maxHello >= MIN_MAX_MESSAGE, "maxHello", maxHello, "must be at least " + MIN_MAX_MESSAGE);
        check(maxConnectionsPerAddress > 0, "maxConnectionsPerAddress", maxConnectionsPerAddress, "must be positive");
        check(maxSuspendedSessions >= 0, "maxSuspendedSessions", maxSuspendedSessions, "must not be negative");
        check(clientTrust == null || tls != null, "clientTrust", String.valueOf(clientTrust), "needs tls");
        boolean guarded = tls != null && (authenticator != null || clientTrust != null);
        check(
                insecure || guarded || isLoopback(host),
                "host",
                host,
                "must be a loopback address unless there are TLS and authentication, or insecure is set");
    }

    private static void check(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + " [" + field + ":" + value + "]");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** These options with the limits of others. */
    RopeServerOptions withLimits(RopeServerOptions limits) {
        return new RopeServerOptions(
                host,
                port,
                path,
                insecure,
                tls,
                clientTrust,
                authenticator,
                authorizer,
                limits.maxRequestsInFlight,
                limits.maxMessagesPerSecond,
                limits.maxObjects,
                limits.maxElements,
                limits.maxHello,
                limits.maxConnectionsPerAddress,
                limits.maxSuspendedSessions,
                allowedOrigins,
                codecs,
                compression,
                limits.maxMessage,
                limits.maxBacklog,
                limits.maxJournal,
                helloTimeout,
                heartbeat,
                resumeWindow,
                lease,
                fullErrors);
    }

    /** Starts with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private String path = "/rope";
        private boolean insecure;
        private @Nullable KeyMaterial tls;
        private @Nullable TrustMaterial clientTrust;
        private @Nullable Authenticator authenticator;
        private Authorizer authorizer = Authorizer.everything();
        private int maxRequestsInFlight = 10_000;
        private int maxMessagesPerSecond = 200_000;
        private int maxObjects = 100_000;
        private int maxElements = 65_536;
        private int maxHello = 64 * 1024;
        private int maxConnectionsPerAddress = 4096;
        private int maxSuspendedSessions = 4096;
        private Set<String> allowedOrigins = Set.of();
        private List<Codec> codecs = List.of(Codec.JSON, Codec.CBOR);
        private boolean compression;
        private int maxMessage = 8 * 1024 * 1024;
        private long maxBacklog = 16L * 1024 * 1024;
        private long maxJournal = 32L * 1024 * 1024;
        private Duration helloTimeout = Duration.ofSeconds(10);
        private Duration heartbeat = Duration.ofSeconds(10);
        private Duration resumeWindow = Duration.ofSeconds(60);
        private Lease lease = Lease.keepFor(Duration.ofMinutes(5));
        private boolean fullErrors;

        private Builder() {}

        /** See {@link RopeServerOptions#host}. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /** See {@link RopeServerOptions#port}. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** See {@link RopeServerOptions#path}. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** See {@link RopeServerOptions#insecure}. */
        public Builder insecure(boolean value) {
            insecure = value;
            return this;
        }

        /** See {@link RopeServerOptions#tls}. */
        public Builder tls(@Nullable KeyMaterial value) {
            tls = value;
            return this;
        }

        /** See {@link RopeServerOptions#clientTrust}. */
        public Builder clientTrust(@Nullable TrustMaterial value) {
            clientTrust = value;
            return this;
        }

        /** See {@link RopeServerOptions#authenticator}. */
        public Builder authenticator(@Nullable Authenticator value) {
            authenticator = value;
            return this;
        }

        /** See {@link RopeServerOptions#authorizer}. */
        public Builder authorizer(Authorizer value) {
            authorizer = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxRequestsInFlight}. */
        public Builder maxRequestsInFlight(int value) {
            maxRequestsInFlight = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxMessagesPerSecond}. */
        public Builder maxMessagesPerSecond(int value) {
            maxMessagesPerSecond = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxObjects}. */
        public Builder maxObjects(int value) {
            maxObjects = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxElements}. */
        public Builder maxElements(int value) {
            maxElements = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxHello}. */
        public Builder maxHello(int value) {
            maxHello = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxConnectionsPerAddress}. */
        public Builder maxConnectionsPerAddress(int value) {
            maxConnectionsPerAddress = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxSuspendedSessions}. */
        public Builder maxSuspendedSessions(int value) {
            maxSuspendedSessions = value;
            return this;
        }

        /** See {@link RopeServerOptions#allowedOrigins}. */
        public Builder allowedOrigins(Set<String> value) {
            allowedOrigins = value;
            return this;
        }

        /** See {@link RopeServerOptions#codecs}. */
        public Builder codecs(Codec... value) {
            codecs = List.of(value);
            return this;
        }

        /** See {@link RopeServerOptions#compression}. */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxMessage}. */
        public Builder maxMessage(int value) {
            maxMessage = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxBacklog}. */
        public Builder maxBacklog(long value) {
            maxBacklog = value;
            return this;
        }

        /** See {@link RopeServerOptions#maxJournal}. */
        public Builder maxJournal(long value) {
            maxJournal = value;
            return this;
        }

        /** See {@link RopeServerOptions#helloTimeout}. */
        public Builder helloTimeout(Duration value) {
            helloTimeout = value;
            return this;
        }

        /** See {@link RopeServerOptions#heartbeat}. */
        public Builder heartbeat(Duration value) {
            heartbeat = value;
            return this;
        }

        /** See {@link RopeServerOptions#resumeWindow}. */
        public Builder resumeWindow(Duration value) {
            resumeWindow = value;
            return this;
        }

        /** See {@link RopeServerOptions#lease}. */
        public Builder lease(Lease value) {
            lease = value;
            return this;
        }

        /** See {@link RopeServerOptions#fullErrors}. */
        public Builder fullErrors(boolean value) {
            fullErrors = value;
            return this;
        }

        /** The options; throws {@link IllegalArgumentException} if a value is out of its range. */
        public RopeServerOptions build() {
            return new RopeServerOptions(
                    host,
                    port,
                    path,
                    insecure,
                    tls,
                    clientTrust,
                    authenticator,
                    authorizer,
                    maxRequestsInFlight,
                    maxMessagesPerSecond,
                    maxObjects,
                    maxElements,
                    maxHello,
                    maxConnectionsPerAddress,
                    maxSuspendedSessions,
                    allowedOrigins,
                    codecs,
                    compression,
                    maxMessage,
                    maxBacklog,
                    maxJournal,
                    helloTimeout,
                    heartbeat,
                    resumeWindow,
                    lease,
                    fullErrors);
        }
    }
}
