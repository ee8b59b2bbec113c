package org.mafalda.server;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.horizontal.Decision;
import org.mafalda.mediasoup.horizontal.DrainProgress;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.server.admin.Admin;
import org.mafalda.server.admin.Placement;
import org.mafalda.server.admin.Reload;
import org.mafalda.server.admin.ServerStatus;
import org.mafalda.server.config.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The operators' command line: asks a running server, and tells it what to do. */
@Command(
        name = "ctl",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Asks a server that runs, or tells it what to do: one whose configuration has the part admin.",
        footer = {
            "",
            "Exit code: 0 if it was done, 1 if it was not or the server cannot be reached, 2 for a wrong command."
        })
final class Ctl {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** Workers that are closed at the deadline of a drain say so within that time. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:MAFALDA_CTL_URL:-ws://127.0.0.1:4445/admin}",
            description = "Where the server listens for operators. Default: $MAFALDA_CTL_URL, else"
                    + " ws://127.0.0.1:4445/admin")
    private URI url = URI.create("ws://127.0.0.1:4445/admin");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:MAFALDA_CTL_TOKEN_FILE}",
            description = "Its first line is the operator's token. Default: $MAFALDA_CTL_TOKEN_FILE")
    private @Nullable Path tokenFile;

    @Option(
            names = "--authorities",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Authorities of the server's certificate (PEM). Default: those of the JDK")
    private @Nullable Path authorities;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The operator's certificate (PEM), with --key")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "The operator's key (PEM)")
    private @Nullable Path key;

    @Command(description = "What the server is and does, and its boxes.", mixinStandardHelpOptions = true)
    int status() throws Exception {
        try (RopeClient<Admin> client = connect()) {
            ServerStatus status = answer(client.root().getStatus());
            PrintWriter out = out();
            out.printf(
                    "%s %s, mediasoup %s, %d workers (budget %s%s), %d clients%s%n",
                    status.boxId(),
                    status.availability(),
                    status.version(),
                    status.workers(),
                    status.budget().policy(),
                    status.budget().limit() == null
                            ? ""
                            : ", " + status.budget().used() + " of "
                                    + status.budget().limit(),
                    status.sessions(),
                    drain(status.drain()));
            out.print(status.layers());
            for (ServerStatus.Box box : status.instances()) {
                out.printf(
                        "%s / %s: %s, epoch %d, %d workers, CPU %s%s%n",
                        box.cluster(),
                        box.boxId(),
                        box.availability(),
                        box.epoch(),
                        box.workers(),
                        box.cpu() == null ? "unknown" : String.format(Locale.ROOT, "%.2f", box.cpu()),
                        box.drain() == null && box.draining() ? ", drained" : drain(box.drain()));
            }
            out.flush();
            return 0;
        }
    }

    private static String drain(@Nullable DrainProgress progress) {
        return progress == null ? "" : ", drain " + line(progress);
    }

    private static String line(DrainProgress progress) {
        return progress.state() + ", " + progress.left() + " of " + progress.total() + " workers left, deadline "
                + progress.deadline();
    }

    @Command(description = "Where the workers of its clusters are, and why.", mixinStandardHelpOptions = true)
    int placements() throws Exception {
        try (RopeClient<Admin> client = connect()) {
            List<Placement> placements = answer(client.root().getPlacements());
            for (Placement placement : placements) {
                out().printf(
                                "%s %s / %s: %s (%s)%n",
                                placement.workerId(),
                                placement.cluster(),
                                placement.boxId(),
                                placement.reason(),
                                placement.time());
            }
            out().flush();
            return 0;
        }
    }

    @Command(description = "Why a worker is where it is, and what else there was.", mixinStandardHelpOptions = true)
    int explain(@Parameters(paramLabel = "WORKER", description = "The worker's id") String worker) throws Exception {
        try (RopeClient<Admin> client = connect()) {
            Decision decision = answer(client.root().explain(worker));
            out().printf("%s: %s (%s)%n", decision.boxId(), decision.reason(), decision.time());
            for (Decision.Option option : decision.options()) {
                out().printf(
                                Locale.ROOT,
                                "  %s: load %.2f%s%n",
                                option.boxId(),
                                option.load(),
                                option.rejected() == null ? "" : ", rejected: " + option.rejected());
            }
            out().flush();
            return 0;
        }
    }

    @Command(
            description =
                    "Places nothing on a box any more, and waits until its workers are closed; the server's own box"
                            + " or one of its clusters'.",
            mixinStandardHelpOptions = true)
    int drain(
            @Parameters(paramLabel = "BOX", description = "The box's id") String box,
            @Option(
                            names = "--deadline",
                            paramLabel = "TIME",
                            defaultValue = "10m",
                            converter = Time.class,
                            description = "When workers that are left are closed, such as 30s, 10m, 2h."
                                    + " Default: ${DEFAULT-VALUE}")
                    Duration deadline,
            @Option(names = "--no-wait", description = "Do not wait until it is done.") boolean noWait)
            throws Exception {
        CompletableFuture<DrainProgress> end = new CompletableFuture<>();
        try (RopeClient<Admin> client = connect()) {
            var unused = client.root().onDrainProgress(event -> {
                if (event.boxId().equals(box)) {
                    tell(event.progress(), end);
                }
            });
            // The connection may be cut and come back meanwhile; what is closed is over.
            var unusedToo = client.onStateChange(event -> {
                if (event.state() == ConnectionState.CLOSED) {
                    end.completeExceptionally(
                            new ConnectionLostException("Server is gone, the drain may go on", Map.of()));
                }
            });
            tell(answer(client.root().drain(box, deadline)), end);
            if (noWait) {
                return 0;
            }
            DrainProgress last = end.get(deadline.plus(CLOSING).toMillis(), TimeUnit.MILLISECONDS);
            return last.state() == DrainProgress.State.DONE ? 0 : 1;
        }
    }

    private void tell(DrainProgress progress, CompletableFuture<DrainProgress> end) {
        if (end.isDone()) {
            return;
        }
        out().println(line(progress));
        out().flush();
        if (progress.state() != DrainProgress.State.WAITING) {
            end.complete(progress);
        }
    }

    @Command(description = "Places workers on a box again that is or was drained.", mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "BOX", description = "The box's id") String box) throws Exception {
        try (RopeClient<Admin> client = connect()) {
            answer(client.root().cancelDrain(box));
            return 0;
        }
    }

    @Command(
            description = "Has the server read its configuration again, and says what changed and what could not.",
            mixinStandardHelpOptions = true)
    int reload() throws Exception {
        try (RopeClient<Admin> client = connect()) {
            Reload reload = answer(client.root().reload());
            reload.changed().forEach(change -> out().println("changed: " + change));
            reload.unchanged().forEach(change -> out().println("not before it is started anew: " + change));
            reload.faults().forEach(fault -> out().println("fault: " + fault));
            out().flush();
            return reload.faults().isEmpty() ? 0 : 1;
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec, "spec").commandLine().getOut();
    }

    private RopeClient<Admin> connect() throws Exception {
        RopeClientOptions.Builder options =
                RopeClientOptions.builder().name("mafalda-server ctl").connectTimeout(ANSWER);
        if (tokenFile != null) {
            options.token(Files.readAllLines(tokenFile).get(0).strip());
        }
        if (authorities != null) {
            options.trust(TrustMaterial.pem(authorities));
        }
        if (certificate != null && key != null) {
            options.certificate(KeyMaterial.pem(certificate, key));
        }
        return answer(RopeClient.connect(Admin.class, url, options.build()));
    }

    private static <T> T answer(CompletableFuture<T> future) throws Exception {
        return future.get(ANSWER.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads a time from the command line. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + " [time:" + text + "]");
            }
        }
    }
}
