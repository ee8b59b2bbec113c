package org.mafalda.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.mediasoup.remote.server.RemoteMediasoupServer;
import org.mafalda.rope.server.RopeServerOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of a media box: offers this machine's mediasoup to other machines until it is told to stop. */
@Command(
        name = "mafalda-server",
        mixinStandardHelpOptions = true,
        versionProvider = MafaldaServer.Version.class,
        sortOptions = false,
        description = "Offers the mediasoup of this machine to other machines, until SIGINT or SIGTERM.")
public final class MafaldaServer implements Callable<Integer> {
    /** Under a name of its own, so that the class path may hold another program's configuration. */
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "127.0.0.1:4443",
            converter = ListenAddress.Converter.class,
            description = "Where clients connect; port 0 takes any that is free. Default: ${DEFAULT-VALUE}")
    private ListenAddress listen = new ListenAddress("127.0.0.1", 4443);

    @Option(
            names = "--operations-address",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddress.Converter.class,
            description =
                    "Where operators find /metrics (for Prometheus) and /healthz, over HTTP without authentication."
                            + " Default: nowhere.")
    private @Nullable ListenAddress operationsAddress;

    @Option(
            names = "--announced-address",
            paramLabel = "ADDRESS",
            description = "Address or host name under which endpoints reach this machine: announced for transports that"
                    + " listen on 0.0.0.0 or ::. May be given several times, one for IPv4 and one for IPv6.")
    private List<String> announcedAddresses = new ArrayList<>();

    @Option(
            names = "--box-id",
            paramLabel = "NAME",
            description = "Unique name of this machine. Default: its host name.")
    private @Nullable String boxId;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "What is to be known of this machine, for placement. May be given several times.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--insecure",
            description = "Listen on an address other than loopback although nobody has to authenticate:"
                    + " whoever reaches the port can do everything.")
    private boolean insecure;

    @Option(
            names = "--until-stdin-closes",
            description = "End when standard input is closed too: for a program that starts this one as its child.")
    private boolean untilStdinCloses;

    /** Runs the server and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "mafalda-server-logback.xml");
        }
        System.exit(new CommandLine(new MafaldaServer())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("mafalda-server: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalMediasoupOptions.Builder options =
                LocalMediasoupOptions.builder().labels(labels).mediaAddresses(announcedAddresses);
        if (boxId != null) {
            options.boxId(boxId);
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStopped(stop, stopped), "stop"));
        try (LocalMediasoup mediasoup = LocalMediasoup.create(options.build());
                RemoteMediasoupServer server = RemoteMediasoupServer.start(
                        mediasoup,
                        RopeServerOptions.builder()
                                .host(listen.host())
                                .port(listen.port())
                                .insecure(insecure)
                                .build())) {
            if (untilStdinCloses) {
                Thread watch = new Thread(() -> awaitEndOfInput(stop), "stdin");
                watch.setDaemon(true);
                watch.start();
            }
            try (OperationsServer operations = startOperations(server)) {
                System.out.println("Listening on " + server.uri());
                if (operations != null) {
                    System.out.println("Operations on port " + operations.port());
                }
                stop.await();
            }
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private @Nullable OperationsServer startOperations(RemoteMediasoupServer server) {
        return operationsAddress == null ? null : OperationsServer.start(operationsAddress, server.rope());
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
