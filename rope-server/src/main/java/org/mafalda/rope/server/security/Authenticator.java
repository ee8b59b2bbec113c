package org.mafalda.rope.server.security;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says who a client is, when it opens a session. Thread-safe; must not block for long. */
@FunctionalInterface
public interface Authenticator {
    /** The client, or null if it is none that may come in. */
    @Nullable Identity authenticate(Credentials credentials);

    /**
     * A client that is let in.
     *
     * @param name who it is, for logs; sessions are resumed by the same name only
     * @param role what it may do, for the {@link Authorizer}
     */
    record Identity(String name, String role) {
        /** Checks for null. */
        public Identity {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(role, "role");
        }
    }

    /**
     * What a client shows.
     *
     * @param token the bearer token, if it sent one
     * @param certificates its certificate and the chain, which TLS has verified already; empty without one
     * @param peer where it comes from, for logs
     */
    record Credentials(@Nullable String token, List<X509Certificate> certificates, String peer) {
        /** Copies. */
        public Credentials {
            certificates = List.copyOf(certificates);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Credentials[token=" + (token == null ? "none" : "…") + ", certificates=" + certificates.size()
                    + ", peer=" + peer + "]";
        }
    }

    /**
     * Lets in whoever has one of these tokens. Compares in constant time; keeps digests alone.
     *
     * @param identities by token
     * @throws IllegalArgumentException if a token has fewer than 16 characters
     */
    static Authenticator tokens(Map<String, Identity> identities) {
        return new TokenAuthenticator(identities);
    }

    /**
     * Lets in whoever has one of the tokens of a file. Each line is {@code name role token}, with white space between
     * them; empty lines and those that begin with {@code #} do not count. The file is read again when it has changed,
     * which sessions that are open do not notice before they are resumed; what cannot be read then changes nothing, and
     * is logged.
     *
     * @throws IllegalArgumentException if the file cannot be read or is not like that, or if a token has fewer than 16
     *     characters
     */
    static Authenticator tokenFile(Path file) {
        return new TokenFile(file);
    }

    /** Lets in whoever has shown a certificate that TLS has verified, by the name of its subject (RFC 2253). */
    static Authenticator anyCertificate(String role) {
        return credentials -> credentials.certificates().isEmpty()
                ? null
                : new Identity(
                        credentials
                                .certificates()
                                .get(0)
                                .getSubjectX500Principal()
                                .getName(),
                        role);
    }

    /**
     * Lets in whoever has one of these certificates.
     *
     * @param identities by the certificate's subject as in RFC 2253 ({@code CN=app,O=Example}) or by the SHA-256
     *     fingerprint of the certificate in hexadecimal digits, with colons or without
     */
    static Authenticator certificates(Map<String, Identity> identities) {
        return new CertificateAuthenticator(identities);
    }

    /** Asks one after the other; the first that knows the client counts. */
    static Authenticator anyOf(Authenticator... authenticators) {
        List<Authenticator> all = List.of(authenticators);
        return credentials -> {
            for (Authenticator authenticator : all) {
                Identity identity = authenticator.authenticate(credentials);
                if (identity != null) {
                    return identity;
                }
            }
            return null;
        };
    }
}
