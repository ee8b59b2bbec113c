package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.remote.client.RemoteMediasoup;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TestCertificates;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.server.config.Stack;

/** The runnable jar with configuration files. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConfigurationIT {
    private static final String FULL_TOKEN = "token-of-an-application";
    private static final String READ_ONLY_TOKEN = "token-of-an-observer";

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCredentials() throws Exception {
        certificates = new TestCertificates(directory);
        certificates.authority("authority");
        certificates.signed("authority", "box", "ip:127.0.0.1");
        certificates.signed("authority", "app", "ip:127.0.0.1");
        Files.writeString(
                directory.resolve("tokens.txt"),
                "app full " + FULL_TOKEN + "\nobserver read-only " + READ_ONLY_TOKEN + "\n");
        Files.writeString(directory.resolve("app.token"), FULL_TOKEN + "\n");
    }

    private static String file(String name, String yaml) throws Exception {
        return Files.writeString(directory.resolve(name), yaml).toString();
    }

    private static String guardedBox() throws Exception {
        return file("box.yaml", """
                listen:
                  port: 0
                  tls: { certificate: box.pem, key: box.key }
                  clients:
                    token-file: tokens.txt
                    authorities: authority.pem
                    certificates: [{ subject: "CN=app", role: full }]
                stack:
                  local: { id: box1, budget: unlimited, labels: { zone: north } }
                """);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static RopeClientOptions.Builder trusting() {
        return RopeClientOptions.builder().trust(TrustMaterial.pem(certificates.pem("authority")));
    }

    private static RopeClient<Mediasoup> open(URI uri, RopeClientOptions.Builder options) throws Exception {
        return await(RemoteMediasoup.open(uri, options.build()));
    }

    @Test
    void boxWithTlsAndTokensLetsInWhomItKnowsAndAllowsWhatTheirRolesSay() throws Exception {
        try (BoxProcess box = BoxProcess.launch("--config", guardedBox())) {
            assertThat(box.uri().getScheme()).isEqualTo("wss");
            try (RopeClient<Mediasoup> app = open(box.uri(), trusting().token(FULL_TOKEN));
                    RopeClient<Mediasoup> observer = open(box.uri(), trusting().token(READ_ONLY_TOKEN));
                    RopeClient<Mediasoup> known = open(
                            box.uri(),
                            trusting()
                                    .certificate(KeyMaterial.pem(certificates.pem("app"), certificates.key("app"))))) {
                assertThat(app.root().host().labels()).containsEntry("zone", "north");
                await(app.root().createWorker(WorkerSettings.DEFAULT));
                await(known.root().createWorker(WorkerSettings.DEFAULT));

                assertThatThrownBy(() -> observer.root().createWorker(WorkerSettings.DEFAULT))
                        .isInstanceOf(ForbiddenException.class);
                assertThat(observer.root().workers()).isNotEmpty();
                Worker seen = observer.root().workers().values().iterator().next();
                assertThat(await(seen.getResourceUsage())).isNotNull();
                assertThat(await(seen.dump())).isNotNull();
                assertThatThrownBy(seen::close).isInstanceOf(ForbiddenException.class);
            }
            assertThatThrownBy(() -> open(box.uri(), trusting().token("token-of-a-stranger")))
                    .hasRootCauseInstanceOf(ForbiddenException.class);
            assertThatThrownBy(() -> open(box.uri(), trusting())).hasRootCauseInstanceOf(ForbiddenException.class);
        }
    }

    @Test
    void proxyOffersWhatItsBoxHas() throws Exception {
        try (BoxProcess box = BoxProcess.launch("--config", guardedBox());
                BoxProcess proxy = BoxProcess.launch("--config", file("proxy.yaml", """
                        listen: { port: 0 }
                        stack:
                          remote: { url: "%s", token-file: app.token, authorities: authority.pem }
                        """.formatted(box.uri())));
                RopeClient<Mediasoup> client = open(proxy.uri(), RopeClientOptions.builder());
                RopeClient<Mediasoup> direct = open(box.uri(), trusting().token(FULL_TOKEN))) {
            Worker worker = await(client.root().createWorker(WorkerSettings.DEFAULT));
            await(worker.createRouter(RouterOptions.builder().build()));
            await(direct.root().workers().values().iterator().next().dump());
            assertThat(direct.root().workers()).containsOnlyKeys(worker.id());
            assertThat(box.workers()).hasSize(1);
            assertThat(proxy.workers()).isEmpty();
        }
    }

    @Test
    void stackOfAnAppServerPlacesWorkersOnAllBoxesAndClosesItsOwn() throws Exception {
        try (BoxProcess one = BoxProcess.start(0, "--box-id", "one");
                BoxProcess two = BoxProcess.start(0, "--box-id", "two")) {
            String config = file("stack.yaml", """
                    stack:
                      horizontal:
                        policy: round-robin
                        instances:
                          - remote: { url: "%s", objects: close }
                          - remote: { url: "%s", objects: close }
                    """.formatted(one.uri(), two.uri()));
            try (Stack stack = await(Stack.load(Path.of(config)))) {
                await(stack.mediasoup().createWorker(WorkerSettings.DEFAULT));
                await(stack.mediasoup().createWorker(WorkerSettings.DEFAULT));
                assertThat(one.workers()).hasSize(1);
                assertThat(two.workers()).hasSize(1);
            }
            try (RopeClient<Mediasoup> client = open(one.uri(), RopeClientOptions.builder())) {
                assertThat(client.root().workers()).isEmpty();
            }
        }
    }

    @Test
    void faultsAreToldAllAtOnceWithTheirLinesAndTheClosestKeys() throws Exception {
        Process process = BoxProcess.command("--config", file("faulty.yaml", """
                        listen:
                          adress: 0.0.0.0
                          port: 99999
                          tls: { certificate: nowhere.pem, key: nowhere.key }
                        stack:
                          lokal: {}
                        """), "--set", "log.level=loud")
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(told)
                .contains("faulty.yaml line 2, listen.adress: is no known key, did you mean address?")
                .contains("faulty.yaml line 3, listen.port: must be a number from 0 to 65535 [port:99999]")
                .contains("faulty.yaml line 4, listen.tls.certificate: there is no such file")
                .contains("faulty.yaml line 6, stack.lokal: is no known key, did you mean local?")
                .contains("--set, log.level: must be one of error, warn, info, debug");
    }

    @Test
    void configurationIsCheckedAndDrawnWithoutStartingAnything() throws Exception {
        Process process =
                BoxProcess.command("--config", guardedBox(), "--check-config").start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(lines)
                .containsExactly(
                        "mediasoup at wss://127.0.0.1:0/rope, for clients with a token or a certificate",
                        "└─ local box1 (any number of workers)");
    }

    @Test
    void logIsWrittenAsJsonOnRequest() throws Exception {
        Path log = directory.resolve("log.json");
        ProcessBuilder command = BoxProcess.command(
                "--config", guardedBox(), "--set", "log={level: debug, format: json}", "--until-stdin-closes");
        Process process = command.redirectError(log.toFile()).start();
        try {
            URI uri = URI.create(process.inputReader().readLine().substring("Listening on ".length()));
            assertThatThrownBy(() -> open(uri, trusting().token("token-of-a-stranger")))
                    .isNotNull();
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(log))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                .noneMatch(line -> line.contains("token-of-a-stranger"));
    }
}
