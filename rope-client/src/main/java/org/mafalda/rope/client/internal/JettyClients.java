package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.rope.runtime.Relief;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket clients of Jetty, one for each way to use TLS, that all connectors share while there are some. */
final class JettyClients {
    private static final Logger LOG = LoggerFactory.getLogger(JettyClients.class);
    /** A listener that blocks takes a thread away from nobody. */
    private static final int MAX_THREADS = 10_000;

    private static final int MIN_THREADS = 4;

    /** Guarded by the class. */
    private static final List<Shared> ALL = new ArrayList<>();

    private JettyClients() {}

    /** Carries out what it has read, and has somebody else read on only if that takes long. */
    private static final class PatientThreads extends QueuedThreadPool {
        private final Relief relief = new Relief(this);

        PatientThreads(int most, int least) {
            super(most, least);
        }

        @Override
        public boolean tryExecute(Runnable task) {
            return relief.request(task);
        }
    }

    /** A client and how many use it. */
    private static final class Shared {
        private final @Nullable KeyMaterial certificate;
        private final @Nullable TrustMaterial trust;
        private final WebSocketCoreClient client;
        private int users;

        Shared(@Nullable KeyMaterial certificate, @Nullable TrustMaterial trust) {
            this.certificate = certificate;
            this.trust = trust;
            this.client = start(certificate, trust);
        }
    }

    /** The client that shows this certificate and trusts these authorities; to be given back with {@link #release}. */
    static synchronized WebSocketCoreClient acquire(@Nullable KeyMaterial certificate, @Nullable TrustMaterial trust) {
        Shared found = null;
        for (Shared shared : ALL) {
            found = shared.certificate == certificate && shared.trust == trust ? shared : found;
        }
        if (found == null) {
            found = new Shared(certificate, trust);
            ALL.add(found);
        }
        found.users++;
        return found.client;
    }

    private static WebSocketCoreClient start(@Nullable KeyMaterial certificate, @Nullable TrustMaterial trust) {
        QueuedThreadPool threads = new PatientThreads(MAX_THREADS, MIN_THREADS);
        threads.setName("rope-client");
        threads.setDaemon(true);
        HttpClient http = new HttpClient();
        http.setExecutor(threads);
        http.setSslContextFactory(encryption(certificate, trust));
        WebSocketCoreClient client = new WebSocketCoreClient(http, new WebSocketComponents());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("WebSocket client cannot start", e);
        }
        return client;
    }

    private static SslContextFactory.Client encryption(
            @Nullable KeyMaterial certificate, @Nullable TrustMaterial trust) {
        SslContextFactory.Client encryption = new SslContextFactory.Client();
        encryption.setEndpointIdentificationAlgorithm("HTTPS");
        encryption.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        if (certificate != null) {
            String password = UUID.randomUUID().toString();
            encryption.setKeyStore(certificate.toKeyStore(password));
            encryption.setKeyStorePassword(password);
        }
        if (trust != null) {
            encryption.setTrustStore(trust.toKeyStore());
        }
        return encryption;
    }

    /** The last one to give it back stops it, on a thread of its own because that takes time. */
    static synchronized void release(WebSocketCoreClient client) {
        for (Shared shared : List.copyOf(ALL)) {
            if (shared.client.equals(client)) {
                shared.users--;
                if (shared.users == 0) {
                    ALL.remove(shared);
                    Thread stopping = new Thread(() -> stop(client), "rope-client-stop");
                    stopping.setDaemon(true);
                    stopping.start();
                }
            }
        }
    }

    private static void stop(WebSocketCoreClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("WebSocket client did not stop in order", e);
        }
    }
}
