package org.mafalda.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.server.config.ConfigException;
import org.mafalda.server.config.ServerConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of a server: offers a stack of layers to other machines until it is told to stop. */
@Command(
        name = "mafalda-server",
        mixinStandardHelpOptions = true,
        versionProvider = MafaldaServer.Version.class,
        subcommands = Ctl.class,
        sortOptions = false,
        description =
                "Offers the mediasoup of this machine, of another one, or of many as one, or routers that span their"
                        + " workers, to other machines, until SIGINT or SIGTERM.",
        footer = {
            "",
            "What the options say wins over the environment (MAFALDA__LISTEN__PORT=4444 sets listen.port), which wins over"
                    + " the file.",
            "Exit code: 0 after a stop, 1 if it cannot start, 2 if the command line or the configuration is wrong."
        })
public final class MafaldaServer implements Callable<Integer> {
    private static final int WRONG_CONFIGURATION = 2;
    private static final String DEFAULTS = "default-config.yaml";

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in YAML. Default: none.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A value of the configuration by its path: --set listen.port=4444,"
                    + " --set stack.horizontal[0].remote.url=wss://box1.example. May be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--check-config",
            description = "Check the configuration, draw the layers that it composes, and end. Keys, certificates and"
                    + " tokens that are not on this machine are told, and are no faults.")
    private boolean check;

    @Option(
            names = "--print-default-config",
            description = "Print a configuration with all keys, their defaults and what they mean, and end.")
    private boolean printDefaults;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddress.Converter.class,
            description = "Sets listen.address and listen.port: where clients connect; port 0 takes any that is free."
                    + " Default: 127.0.0.1:4443")
    private @Nullable ListenAddress listen;

    @Option(
            names = "--operations-address",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddress.Converter.class,
            description =
                    "Sets operations.address and operations.port: where operators find /metrics (for Prometheus), /readyz and"
                            + " /healthz, over HTTP without authentication. Default: nowhere.")
    private @Nullable ListenAddress operationsAddress;

    @Option(
            names = "--announced-address",
            paramLabel = "ADDRESS",
            description = "Sets stack.local.announced-addresses: address or host name under which endpoints reach this"
                    + " machine, announced for transports that listen on 0.0.0.0 or ::. May be given several times, one"
                    + " for IPv4 and one for IPv6.")
    private List<String> announcedAddresses = new ArrayList<>();

    @Option(
            names = "--box-id",
            paramLabel = "NAME",
            description = "Sets stack.local.id: unique name of this machine. Default: its host name.")
    private @Nullable String boxId;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets stack.local.labels.KEY: what is to be known of this machine, for placement. May be given"
                            + " several times.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--insecure",
            description = "Sets listen.insecure: listen on an address other than loopback without TLS or without asking"
                    + " clients who they are: whoever reaches the port can do everything.")
    private boolean insecure;

    @Option(
            names = "--until-stdin-closes",
            description = "End when standard input is closed too: for a program that starts this one as its child.")
    private boolean untilStdinCloses;

    /** Runs the server and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Logs.prepare();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new MafaldaServer()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            commandLine.getErr().println("mafalda-server: " + reason(failure));
            return failure instanceof ConfigException ? WRONG_CONFIGURATION : 1;
        });
    }

    private static @Nullable String reason(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (printDefaults) {
            System.out.print(defaults());
            return 0;
        }
        if (check) {
            System.out.print(ServerConfig.check(file, System.getenv(), allSettings()));
            return 0;
        }
        run();
        return 0;
    }

    private static String defaults() {
        try (InputStream in = Objects.requireNonNull(MafaldaServer.class.getResourceAsStream(DEFAULTS), DEFAULTS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The defaults cannot be read", e);
        }
    }

    /** The options that have names of their own, then those by path. */
    private Map<String, String> allSettings() {
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "listen", listen);
        put(all, "operations", operationsAddress);
        if (!announcedAddresses.isEmpty()) {
            all.put(
                    "stack.local.announced-addresses",
                    announcedAddresses.stream()
                            .map(MafaldaServer::quoted)
                            .toList()
                            .toString());
        }
        if (boxId != null) {
            all.put("stack.local.id", quoted(boxId));
        }
        labels.forEach((key, value) -> all.put("stack.local.labels." + key, quoted(value)));
        if (insecure) {
            all.put("listen.insecure", "true");
        }
        all.putAll(settings);
        return all;
    }

    private static void put(Map<String, String> all, String part, @Nullable ListenAddress address) {
        if (address != null) {
            all.put(part + ".address", quoted(address.host()));
            all.put(part + ".port", Integer.toString(address.port()));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void run() throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Map<String, String> all = allSettings();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStopped(stop, stopped), "stop"));
        try (RunningServer server = RunningServer.start(() -> ServerConfig.read(file, environment, all))) {
            Hangup.handle(() -> {
                var unused = server.reload();
            });
            if (untilStdinCloses) {
                Thread watch = new Thread(() -> awaitEndOfInput(stop), "stdin");
                watch.setDaemon(true);
                watch.start();
            }
            System.out.println("Listening on " + server.uri());
            if (server.operationsPort() != null) {
                System.out.println("Operations on port " + server.operationsPort());
            }
            if (server.adminUri() != null) {
                System.out.println("Admin on " + server.adminUri());
            }
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    private static void awaitEndOfInput(CountDownLatch stop) {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("mafalda-server: standard input cannot be read: " + e.getMessage());
        }
        stop.countDown();
    }

    /** Has the server closed before the JVM goes. */
    private static void awaitStopped(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MafaldaServer.class.getPackage().getImplementationVersion();
            return new String[] {
                "mafalda-server " + (version == null ? "development" : version),
                "mediasoup " + LocalMediasoup.create().version()
            };
        }
    }
}
