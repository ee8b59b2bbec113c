package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mafalda.Mafalda;
import org.mafalda.mafalda.MafaldaRouter;
import org.mafalda.mafalda.MafaldaRouterOptions;
import org.mafalda.mafalda.Topology;
import org.mafalda.mafalda.remote.client.RemoteMafalda;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

/** The runnable jar with routers that span workers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServedMafaldaIT {
    @TempDir
    private static Path directory;

    private static BoxProcess launch(String name, String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "listen: { port: 0 }\n" + yaml);
        return BoxProcess.launch("--config", file.toString());
    }

    private static BoxProcess spanning() throws Exception {
        return launch("spanning.yaml", """
                serve: mafalda
                stack:
                  mafalda:
                    max-workers: 2
                    over: { local: { id: box1, budget: unlimited } }
                """);
    }

    private static RopeClient<Mafalda> open(URI uri) throws Exception {
        return await(RemoteMafalda.open(List.of(uri), RopeClientOptions.DEFAULT));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void clientHoldsRoutersThatSpanTheWorkersOfTheServer() throws Exception {
        try (BoxProcess server = spanning();
                RopeClient<Mafalda> client = open(server.uri())) {
            MafaldaRouter router = await(client.root()
                    .createMafaldaRouter(MafaldaRouterOptions.builder().build()));
            Transport transport = await(router.createDirectTransport(
                    DirectTransportOptions.builder().build()));

            assertThat(router.transports()).containsOnlyKeys(transport.id());
            Topology topology = await(router.topology());
            assertThat(topology.innerRouters()).singleElement().satisfies(inner -> {
                assertThat(inner.transportIds()).containsExactly(transport.id());
                assertThat(server.workers()).extracting(ProcessHandle::pid).containsExactly(inner.pid());
            });
            assertThat(await(router.explain(transport.id())).workerId()).isNotNull();

            Worker worker = await(client.root().createWorker(WorkerSettings.DEFAULT));
            Router another = await(worker.createRouter(RouterOptions.builder().build()));
            assertThat(another).isInstanceOf(MafaldaRouter.class);
        }
    }

    @Test
    void itsRoutersAreOrdinaryOnesForWhoeverIsOfferedAMediasoup() throws Exception {
        try (BoxProcess server = spanning();
                BoxProcess proxy = launch("proxy.yaml", """
                        stack: { remote: { url: "%s", offers: mafalda } }
                        """.formatted(server.uri()));
                RopeClient<Mediasoup> client = await(RemoteMediasoup.open(proxy.uri(), RopeClientOptions.DEFAULT))) {
            Worker worker = await(client.root().createWorker(WorkerSettings.DEFAULT));
            Router router = await(worker.createRouter(RouterOptions.builder().build()));

            assertThat(router).isNotInstanceOf(MafaldaRouter.class);
            await(router.createDirectTransport(DirectTransportOptions.builder().build()));
            assertThat(server.workers()).hasSize(1);
            assertThatThrownBy(() -> open(proxy.uri())).hasMessageContaining("mafalda");
        }
    }
}
