package org.mafalda.mediasoup.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerStartException;
import org.mafalda.mediasoup.event.WorkerDiedEvent;

/** Processes that are not the worker they should be. */
@Timeout(60)
class WorkerStartIT {
    @TempDir
    private Path folder;

    private final LocalMediasoup mediasoup = LocalMediasoup.create(LocalMediasoupOptions.builder()
            .workerStartTimeout(Duration.ofSeconds(2))
            .build());

    @AfterEach
    void close() {
        mediasoup.close();
    }

    @Test
    void missingBinaryIsNamed() {
        assertThatThrownBy(() -> start(folder.resolve("nowhere")))
                .isInstanceOf(WorkerStartException.class)
                .hasMessage("Worker binary not found [workerBin:" + folder.resolve("nowhere") + "]");
    }

    @Test
    void binaryThatIsNotExecutableIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("worker"), "#!/bin/sh\n");
        assertThatThrownBy(() -> start(file))
                .isInstanceOf(WorkerStartException.class)
                .hasMessage("Worker binary is not executable [workerBin:" + file + "]");
    }

    @Test
    void binaryOfAnotherVersionIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(Objects.requireNonNull(mediasoup.workerBin())));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Path file = Files.write(
                folder.resolve("worker"),
                text.replace("\0router.dump\0", "\0router.dumb\0").getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> start(file))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("Worker binary is of another version")
                .hasMessageContaining("expected:3.27.1")
                .hasMessageContaining("lacks:[router.dump]")
                .hasMessageContaining("hasBeyond:[router.dumb]");
    }

    @Test
    void processThatEndsAtOnceTellsItsLastWords() throws IOException {
        Path script = script("echo cannot find my library >&2; exit 3");
        assertThatThrownBy(() -> start(script))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("Worker ended before it was running")
                .hasMessageContaining("exitCode:3")
                .hasMessageContaining("stderr:cannot find my library");
    }

    @Test
    void processThatIsSilentIsGivenUpAndEnded() throws Exception {
        Path pid = folder.resolve("pid");
        Path script = script("echo $$ > " + pid + "; read forever <&3");
        assertThatThrownBy(() -> start(script))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("did not come up in time")
                .hasMessageContaining("timeoutMs:2000");
        var process = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void processThatSpeaksGarbageIsRefused() throws IOException {
        Path script = script("echo this is no worker >&4; read forever <&3");
        assertThatThrownBy(() -> start(script))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("impossible length");
    }

    @Test
    void messageThatCannotBeReadIsRefused() throws IOException {
        Path script =
                script("printf '\\010\\000\\000\\000\\377\\377\\377\\177\\377\\377\\377\\177' >&4; read forever <&3");
        assertThatThrownBy(() -> start(script))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void settingsThatTheWorkerRefusesAreNamed() {
        WorkerSettings settings = WorkerSettings.builder()
                .dtlsCertificateFile(folder.resolve("cert.pem").toString())
                .dtlsPrivateKeyFile(folder.resolve("key.pem").toString())
                .build();
        assertThatThrownBy(() -> await(mediasoup.createWorker(settings)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Worker refuses its settings")
                .hasMessageContaining("dtlsCertificateFile");
    }

    @Test
    void garbageFromARunningWorkerSettlesItsCallsAndLeavesOthersAlone() throws Exception {
        Path trigger = folder.resolve("trigger");
        Path script = script("mkfifo " + trigger + "\n'" + mediasoup.workerBin() + "' \"$@\" &\nread go < " + trigger
                + "\nkill -KILL $!\necho garbage >&4\nread forever <&3");
        Worker other = await(mediasoup.createWorker(WorkerSettings.DEFAULT));
        Worker worker = startAnyPid(script);
        CompletableFuture<WorkerDiedEvent> died = new CompletableFuture<>();
        worker.onDied(died::complete);
        CompletableFuture<?> last = worker.createRouter(RouterOptions.builder().build());
        Files.writeString(trigger, "go\n");
        assertThat(died.get(10, TimeUnit.SECONDS).death().cause()).isEqualTo(WorkerDeath.Cause.CHANNEL_BROKEN);
        assertThat(worker.died()).isTrue();
        assertThat(last)
                .satisfies(future -> future.handle((done, failure) -> true).get(10, TimeUnit.SECONDS));
        assertThatThrownBy(() -> await(worker.dump())).isInstanceOf(WorkerClosedException.class);
        assertThat(await(other.dump()).pid()).isEqualTo(other.pid().orElseThrow());
    }

    private Worker startAnyPid(Path binary) throws Exception {
        return await(mediasoup.createWorker(
                WorkerSettings.builder().workerBin(binary.toString()).build()));
    }

    private void start(Path binary) throws Exception {
        startAnyPid(binary);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Path script(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("worker-" + System.nanoTime()), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
