package org.mafalda.rope.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.Lease;

/**
 * How a {@link RopeServer} listens and what it allows. Immutable.
 *
 * @param host address or host name to listen on; default 127.0.0.1
 * @param port TCP port, 0 to 65535; 0, the default, takes any that is free
 * @param path path of the WebSocket, beginning with a slash; default {@code /rope}
 * @param insecure whether it may listen on an address that is not loopback, although anybody who reaches it may do
 *     everything; default false
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
        check(
                insecure || isLoopback(host),
                "host",
                host,
                "must be a loopback address unless insecure is set: there is no protection of any kind yet");
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
