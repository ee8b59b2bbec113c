package org.mafalda.rope.server.internal;

import com.google.common.collect.ImmutableMap;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.CloseCodes;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.MessageTaker;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireError;
import org.mafalda.rope.protocol.WireException;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Credentials;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first frame of a connection: a hello, and nothing else. On the thread of the connection; used once. */
final class Greeting implements MessageTaker {
    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private final Exporter exporter;
    private final ServerLink link;
    private boolean done;

    Greeting(Exporter exporter, ServerLink link) {
        this.exporter = exporter;
        this.link = link;
    }

    @Override
    public void request(long id, String method, Slice params) {
        if (done || !method.equals("rope.hello")) {
            refuse();
            return;
        }
        done = true;
        try {
            Hello hello = Hello.read(params);
            Permissions permissions = permissions(hello);
            checkContract(hello);
            link.permit(permissions);
            exporter.lane().execute(() -> exporter.sessions().open(link, id, hello));
        } catch (WireException e) {
            Refusal refusal = switch (e.code()) {
                case ErrorCodes.UNAUTHENTICATED -> Refusal.CREDENTIALS;
                case ErrorCodes.OTHER_CONTRACT -> Refusal.CONTRACT;
                default -> Refusal.HELLO;
            };
            int code = refusal == Refusal.CREDENTIALS ? CloseCodes.FORBIDDEN : CloseCodes.NO_HELLO;
            WireError error = WireError.of(e, exporter.contract(), false);
            link.refuse(refusal, code, e.fact(), MessageWriter.error(link.codec(), id, error));
        }
    }

    private Permissions permissions(Hello hello) {
        List<X509Certificate> certificates = link.peerCertificates();
        Authenticator authenticator = exporter.options().authenticator();
        Identity identity;
        try {
            identity = authenticator == null
                    ? unasked(certificates)
                    : authenticator.authenticate(new Credentials(hello.token(), certificates, link.peer()));
        } catch (RuntimeException e) {
            LOG.error("Authenticator failed, and so nobody is let in [peer:{}]", link.peer(), e);
            identity = null;
        }
        if (identity == null) {
            throw new WireException(ErrorCodes.UNAUTHENTICATED, "Credentials are missing or wrong", Map.of());
        }
        return Permissions.of(identity, exporter.contract(), exporter.options().authorizer());
    }

    /** Where no credentials are asked for, a client is whom its certificate names, if it has one. */
    private static Identity unasked(List<X509Certificate> certificates) {
        return new Identity(
                certificates.isEmpty()
                        ? "anybody"
                        : certificates.get(0).getSubjectX500Principal().getName(),
                "");
    }

    private void checkContract(Hello hello) {
        String contract = exporter.contract().name();
        int version = exporter.contract().version();
        if (!hello.contract().equals(contract) || hello.version() != version) {
            throw new WireException(
                    ErrorCodes.OTHER_CONTRACT,
                    "Another contract is served here",
                    ImmutableMap.of("contract", contract, "version", version));
        }
    }

    private void refuse() {
        link.refuse(
                Refusal.HELLO, CloseCodes.NO_HELLO, "The first message must be rope.hello, and wait for its answer");
    }

    @Override
    public void notification(String method, Slice params, boolean lossy) {
        refuse();
    }

    @Override
    public void result(long id, Slice result) {
        refuse();
    }

    @Override
    public void error(long id, WireError error) {
        refuse();
    }

    @Override
    public void invalid(@Nullable Long id, int code, String message) {
        refuse();
    }
}
