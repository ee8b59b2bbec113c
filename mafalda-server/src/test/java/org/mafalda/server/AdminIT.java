package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

/** Operators at a server that runs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdminIT {
    @TempDir
    private Path directory;

    private record Result(int exitCode, List<String> lines, String errors) {}

    @BeforeEach
    void makeTokens() throws Exception {
        Files.writeString(directory.resolve("operators.txt"), """
                operator operator token-of-the-operator
                watcher read-only token-of-the-watcher
                """);
        Files.writeString(directory.resolve("operator.token"), "token-of-the-operator");
        Files.writeString(directory.resolve("watcher.token"), "token-of-the-watcher");
        Files.writeString(directory.resolve("stranger.token"), "token-of-a-stranger");
    }

    private String config(String more) throws Exception {
        return Files.writeString(directory.resolve("server.yaml"), """
                listen: { port: 0 }
                admin: { port: 0, clients: { token-file: operators.txt } }
                """ + more).toString();
    }

    private static String remote(BoxProcess box) {
        return "    - remote: { url: \"" + box.uri() + "\", objects: close }\n";
    }

    private List<String> command(URI admin, String who, String... command) {
        String token = directory.resolve(who + ".token").toString();
        return Stream.concat(Stream.of("ctl", "--url", admin.toString(), "--token-file", token), Stream.of(command))
                .toList();
    }

    /** What the command line says, without a JVM of its own for each command. */
    private Result ctl(URI admin, String who, String... command) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = MafaldaServer.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(command(admin, who, command).toArray(String[]::new));
        return new Result(exitCode, out.toString().lines().toList(), errors.toString());
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static RopeClient<Mediasoup> open(URI uri) throws Exception {
        return await(RemoteMediasoup.open(uri, RopeClientOptions.DEFAULT));
    }

    @Test
    void operatorsSeeWhatThereIsAndWhyAndDrainABox() throws Exception {
        try (BoxProcess one = BoxProcess.start(0, "--box-id", "one");
                BoxProcess two = BoxProcess.start(0, "--box-id", "two");
                BoxProcess server =
                        BoxProcess.launch("--config", config("stack:\n  horizontal:\n" + remote(one) + remote(two)))) {
            URI admin = server.adminUri();
            try (RopeClient<Mediasoup> client = open(server.uri())) {
                Worker first = await(client.root().createWorker(WorkerSettings.DEFAULT));
                Worker second = await(client.root().createWorker(WorkerSettings.DEFAULT));

                Result status = ctl(admin, "watcher", "status");
                assertThat(status.errors()).isEmpty();
                assertThat(status.exitCode()).isZero();
                assertThat(status.lines().get(0)).startsWith("horizontal available, mediasoup 3.27.1, 2 workers");
                assertThat(status.lines())
                        .anyMatch(line -> line.startsWith("horizontal / one: available, epoch 1, "))
                        .anyMatch(line -> line.startsWith("horizontal / two: available, epoch 1, "));

                Result placements = ctl(admin, "watcher", "placements");
                assertThat(placements.lines())
                        .hasSize(2)
                        .anyMatch(line -> line.startsWith(first.id() + " horizontal / "))
                        .anyMatch(line -> line.startsWith(second.id() + " horizontal / "));
                String box = placements.lines().stream()
                        .filter(line -> line.startsWith(first.id()))
                        .map(line -> line.substring(
                                line.indexOf(" / ") + 3,
                                line.indexOf(':', first.id().length())))
                        .findFirst()
                        .orElseThrow();
                Result explained = ctl(admin, "watcher", "explain", first.id());
                assertThat(explained.lines().get(0)).startsWith(box + ": ");
                assertThat(explained.lines()).hasSize(3);

                Result forbidden = ctl(admin, "watcher", "drain", box);
                assertThat(forbidden.exitCode()).isEqualTo(1);
                assertThat(forbidden.errors()).contains("drain");
                assertThat(ctl(admin, "stranger", "status").exitCode()).isEqualTo(1);
                assertThat(ctl(admin, "operator", "drain", "elsewhere").errors())
                        .contains("Box not found");

                Process drain = BoxProcess.command(command(admin, "operator", "drain", box, "--deadline", "5m")
                                .toArray(String[]::new))
                        .start();
                assertThat(drain.inputReader().readLine()).startsWith("waiting, ");
                client.root().workers().values().forEach(Worker::close);
                List<String> progress = drain.inputReader().lines().toList();
                assertThat(progress.get(progress.size() - 1)).startsWith("done, 0 of ");
                assertThat(drain.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(drain.exitValue()).isZero();

                assertThat(ctl(admin, "operator", "status").lines())
                        .anyMatch(line -> line.startsWith("horizontal / " + box) && line.endsWith(", drained"));
                assertThat(ctl(admin, "operator", "cancel", box).exitCode()).isZero();
                assertThat(ctl(admin, "operator", "status").lines()).noneMatch(line -> line.endsWith(", drained"));
            }
        }
    }

    @Test
    void configurationIsReadAgainByACallAndBySignal() throws Exception {
        try (BoxProcess one = BoxProcess.start(0, "--box-id", "one");
                BoxProcess two = BoxProcess.start(0, "--box-id", "two");
                BoxProcess server =
                        BoxProcess.launchLogging("--config", config("stack:\n  horizontal:\n" + remote(one)))) {
            URI admin = server.adminUri();
            try (RopeClient<Mediasoup> client = open(server.uri())) {
                Worker worker = await(client.root().createWorker(WorkerSettings.DEFAULT));

                config("operations: { port: 0 }\nlog: { level: debug }\nstack:\n  horizontal:\n" + remote(one)
                        + remote(two));
                assertThat(ctl(admin, "operator", "reload").lines())
                        .containsExactly(
                                "changed: log: DEBUG, TEXT",
                                "changed: came: remote " + two.uri(),
                                "not before it is started anew: operations");
                assertThat(worker.closed()).isFalse();

                config("stack:\n  horizontall:\n");
                Result faulty = ctl(admin, "operator", "reload");
                assertThat(faulty.exitCode()).isEqualTo(1);
                assertThat(faulty.lines()).anyMatch(line -> line.contains("did you mean horizontal?"));

                CompletableFuture<Object> closed = new CompletableFuture<>();
                worker.onClose(closed::complete);
                Files.writeString(directory.resolve("server.yaml"), """
                        listen: { port: 0, limits: { requests-in-flight: 7 } }
                        admin: { port: 0, clients: { token-file: operators.txt } }
                        stack:
                          horizontal:
                        """ + remote(two));
                server.signal("HUP");
                server.awaitLog("Configuration was read again [changed:[log: INFO, TEXT, listen.limits, left: remote "
                        + one.uri() + "]");
                await(closed);
                assertThat(ctl(admin, "watcher", "status").lines())
                        .noneMatch(line -> line.contains(" / one:"))
                        .anyMatch(line -> line.contains(" / two:"));
            }
        }
    }

    @Test
    void serverThatIsToldToStopWaitsForItsWorkersAndTakesNoNewOnes() throws Exception {
        String config = config("operations: { port: 0 }\ndrain: 60s\nstack:\n  local: { budget: unlimited }\n");
        try (BoxProcess server = BoxProcess.launchLogging("--config", config)) {
            URI ready = URI.create("http://127.0.0.1:" + server.operationsPort() + "/readyz");
            assertThat(statusOf(ready)).isEqualTo(200);
            try (RopeClient<Mediasoup> client = open(server.uri())) {
                Worker worker = await(client.root().createWorker(WorkerSettings.DEFAULT));
                server.signal("TERM");
                server.awaitLog("Waits for its workers to be closed");
                server.awaitLog("Takes no workers any more");
                assertThat(statusOf(ready)).isEqualTo(503);
                assertThatThrownBy(() -> await(client.root().createWorker(WorkerSettings.DEFAULT)))
                        .hasRootCauseInstanceOf(CapacityException.class);
                assertThat(worker.closed()).isFalse();
                worker.close();
                assertThat(server.awaitEnd()).isEqualTo(143);
            }
        }
    }

    private static int statusOf(URI uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
