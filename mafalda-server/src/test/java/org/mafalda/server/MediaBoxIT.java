package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewWorkerEvent;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MediaBoxIT {
    private static final RopeClientOptions EAGER = RopeClientOptions.builder()
            .backoff(Duration.ofMillis(20), Duration.ofMillis(200))
            .build();

    @Test
    void eachClientSeesWhatTheOtherDoes() throws Exception {
        try (BoxProcess box = BoxProcess.start(0);
                RopeClient<Mediasoup> first = open(box.uri());
                RopeClient<Mediasoup> second = open(box.uri())) {
            CompletableFuture<NewWorkerEvent> seen = new CompletableFuture<>();
            try (Subscription subscription = second.root().onNewWorker(seen::complete)) {
                Worker worker = await(first.root().createWorker(WorkerSettings.DEFAULT));
                Router router = await(worker.createRouter(
                        RouterOptions.builder().appData(Map.of("room", "a")).build()));

                Worker mirrored = await(seen).worker();
                assertThat(mirrored.id()).isEqualTo(worker.id());
                await(mirrored.dump());
                assertThat(mirrored.routers()).containsOnlyKeys(router.id());
                Router same = mirrored.routers().values().iterator().next();
                assertThat(same.appData()).isEqualTo(Map.of("room", "a"));

                await(same.setAppData(Map.of("room", "b")));
                await(router.dump());
                assertThat(router.appData()).isEqualTo(Map.of("room", "b"));

                CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
                router.onClose(closed::complete);
                same.close();
                assertThat(await(closed).reason()).isEqualTo(new CloseReason.Called());
                assertThat(router.closed()).isTrue();
                assertThat(worker.routers()).isEmpty();
                assertThat(subscription).isNotNull();
            }
            assertThat(box.terminate()).isEqualTo(143);
        }
    }

    @Test
    void clientsOfABoxThatIsKilledAndComesBackAreConnectedWithItsEmptyState() throws Exception {
        try (BoxProcess box = BoxProcess.start(0);
                RopeClient<Mediasoup> first = open(box.uri());
                RopeClient<Mediasoup> second = open(box.uri())) {
            Worker worker = await(first.root().createWorker(WorkerSettings.DEFAULT));
            List<ProcessHandle> workers = box.workers();
            CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
            worker.onClose(closed::complete);
            List<CompletableFuture<ConnectionStateEvent>> back = List.of(connectedAgain(first), connectedAgain(second));

            CompletableFuture<?> call = worker.dump();
            box.kill();
            CompletableFuture<?> late =
                    worker.createRouter(RouterOptions.builder().build());
            try (BoxProcess restarted = BoxProcess.start(box.uri().getPort())) {
                for (CompletableFuture<ConnectionStateEvent> event : back) {
                    await(event);
                }
                for (RopeClient<Mediasoup> client : List.of(first, second)) {
                    assertThat(client.state()).isEqualTo(ConnectionState.CONNECTED);
                    assertThat(client.root().workers()).isEmpty();
                }
                await(closed);
                assertThat(worker.closed()).isTrue();
                await(call.handle((done, failure) -> true));
                String lateOutcome = await(late.handle((done, failure) -> String.valueOf(failure)));
                assertThat(lateOutcome).contains("Exception");
                Worker again = await(second.root().createWorker(WorkerSettings.DEFAULT));
                await(first.root().createWorker(WorkerSettings.DEFAULT));
                assertThat(first.root().workers()).containsKey(again.id()).hasSize(2);
                assertThat(restarted.terminate()).isEqualTo(143);
            }
            for (ProcessHandle process : workers) {
                await(process.onExit());
            }
        }
    }

    @Test
    void clientWrittenFromTheSpecificationInAnotherLanguageHoldsTheBoxToo(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("client.mjs");
        try (InputStream source = MediaBoxIT.class.getResourceAsStream("client.mjs")) {
            Files.copy(Objects.requireNonNull(source), script);
        }
        try (BoxProcess box = BoxProcess.start(0)) {
            Process node = new ProcessBuilder(
                            "node",
                            "--experimental-websocket",
                            script.toString(),
                            box.uri().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = node.inputReader().lines().toList();
            assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lines)
                    .containsExactly(
                            "version 3.27.1",
                            "event true",
                            "appData node",
                            "pid true",
                            "failure -32000 UnsupportedException",
                            "closed Called");
            assertThat(node.exitValue()).isZero();
        }
    }

    @Test
    void anAddressOtherThanLoopbackIsRefused() throws Exception {
        Process process = BoxProcess.command("--listen", "0.0.0.0:0").start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private static CompletableFuture<ConnectionStateEvent> connectedAgain(RopeClient<Mediasoup> client) {
        CompletableFuture<ConnectionStateEvent> connected = new CompletableFuture<>();
        client.onStateChange(event -> {
            if (event.state() == ConnectionState.CONNECTED) {
                connected.complete(event);
            }
        });
        return connected;
    }

    private static RopeClient<Mediasoup> open(URI uri) throws Exception {
        return await(RemoteMediasoup.open(uri, EAGER));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
