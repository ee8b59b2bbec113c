package org.mafalda.rope.conformance;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the conformance kit: holds a server, or a client, to the recorded exchanges. */
@Command(
        name = "./mafalda conformance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Holds a ROPE server, or a client, to the recorded exchanges; without --server and --client those of"
                        + " this project. Exit code 0 if all exchanges went as they are written.")
public final class Conformance implements Callable<Integer> {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A server of the contract 'rooms', ws://… or wss://…; nobody else may use it meanwhile.")
    private @Nullable URI server;

    @Option(
            names = "--guarded",
            paramLabel = "URL",
            description = "The same server with the guard that the README of the exchanges asks for; without it the"
                    + " exchanges that need one are left out.")
    private @Nullable URI guarded;

    @Option(
            names = "--client",
            paramLabel = "COMMAND",
            description =
                    "A client, as a command for the shell; it is driven over its standard input and output, as the"
                            + " README of the exchanges says.")
    private @Nullable String client;

    @Option(names = "--codec", paramLabel = "json|cbor", description = "Only in this codec. Default: in both.")
    private @Nullable String codec;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only exchanges whose topic or name has this text in it.")
    private String only = "";

    private final Report report = new Report();

    /** Runs the kit and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Conformance()).execute(args));
    }

    @Override
    public Integer call() {
        List<Codec> codecs = codecs();
        boolean own = server == null && client == null;
        for (Codec one : codecs) {
            if (server != null) {
                holdServer(server, guarded, one);
            } else if (own) {
                try (OwnServer ours = new OwnServer();
                        OwnServer oursGuarded = OwnServer.guarded()) {
                    holdServer(ours.uri(), oursGuarded.uri(), one);
                }
            }
        }
        for (Codec one : codecs) {
            String command = client;
            if (command != null) {
                holdClient(() -> new ProcessClient(command), one);
            } else if (own) {
                holdClient(OwnClient::new, one);
            }
        }
        report.print(System.out);
        return report.isGood() ? 0 : 1;
    }

    private List<Codec> codecs() {
        if (codec == null) {
            return List.of(Codec.JSON, Codec.CBOR);
        }
        return List.of(
                switch (codec) {
                    case "json" -> Codec.JSON;
                    case "cbor" -> Codec.CBOR;
                    default -> throw new IllegalArgumentException("--codec must be json or cbor [codec:" + codec + "]");
                });
    }

    private static String name(Codec codec) {
        return codec.text() ? "JSON" : "CBOR";
    }

    private List<Exchange> exchanges(String side) {
        return Exchange.of(side).stream()
                .filter(exchange -> exchange.toString().contains(only))
                .toList();
    }

    /** Starts a client. */
    private interface Clients {
        ClientUnderTest start() throws Failure;
    }

    private void holdClient(Clients clients, Codec spoken) {
        String column = "client " + name(spoken);
        for (Exchange exchange : exchanges("client")) {
            try (ClientTrial trial = new ClientTrial(exchange, spoken, clients.start())) {
                trial.run();
                report.passed(column, exchange);
            } catch (Failure e) {
                report.failed(column, exchange, String.valueOf(e.getMessage()));
            }
        }
    }

    private void holdServer(URI open, @Nullable URI withGuard, Codec spoken) {
        String column = "server " + name(spoken);
        for (Exchange exchange : exchanges("server")) {
            URI uri = exchange.guarded() ? withGuard : open;
            if (uri == null) {
                continue;
            }
            try (ServerTrial trial = new ServerTrial(exchange, spoken, uri)) {
                trial.sweep();
                trial.run();
                report.passed(column, exchange);
            } catch (Failure e) {
                report.failed(column, exchange, String.valueOf(e.getMessage()));
            }
        }
    }
}
