package org.mafalda.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.demo.conference.ConferenceRun;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.rope.RopeException;
import org.mafalda.server.config.ConfigException;
import org.mafalda.server.config.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the demo. */
@Command(
        name = "./mafalda demo",
        sortOptions = false,
        description = {
            "Starts a media box in a JVM of its own and holds it through the remote client, as an app server would.",
            "Serves a page where browsers meet: camera, microphone and screen, in as many tabs as you like. Until Ctrl+C."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:packets were lost, too few came, or something failed: standard error says what",
            "2:wrong arguments"
        })
public final class Demo implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final Duration COMPOSE = Duration.ofSeconds(15);

    private final Supplier<Mediasoup> backend;

    @Option(
            names = "--check",
            description = {
                "Send 10 s of media and print one line: packets forwarded and lost, time from starting the source to "
                        + "the first packet, packets of each kind. Exit code 0 only if at least 250 video and 400 audio "
                        + "packets arrived, none was lost, and the worker's own figures agree."
            })
    private boolean check;

    @Option(
            names = "--text",
            description = {
                "In place of the page: send VP8 and Opus as RTP over 127.0.0.1 and show live what arrives; plain lines "
                        + "when standard output is no terminal."
            })
    private boolean text;

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = {
                "In place of a media box: what a configuration file of mafalda-server composes under 'stack', in this JVM, "
                        + "examples/config/one-machine.yaml for instance. What it says of listening and serving is not done."
            })
    private @Nullable Path stack;

    @Mixin
    private ConferenceRun conference = new ConferenceRun();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = {
                "auto (default): ffmpeg where installed, else generated; ffmpeg: a test picture and a tone; generated: "
                        + "a recorded picture and silence."
            })
    private SourceChoice source = SourceChoice.AUTO;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    Demo(Supplier<Mediasoup> backend) {
        this.backend = backend;
    }

    /** Runs the demo on a media box of its own. */
    public static void main(String[] args) {
        System.exit(commandLine(Demo::remoteBox).execute(args));
    }

    /** A box that ends with this JVM, which closes all else first. */
    private static Mediasoup remoteBox() {
        return MediaBox.start().connect();
    }

    /** The demo on whatever the supplier gives, which it closes. */
    static CommandLine commandLine(Supplier<Mediasoup> backend) {
        return new CommandLine(new Demo(backend)).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return stack == null ? runOn(backend.get()) : runOn(Await.within(COMPOSE, Stack.load(stack)));
        } catch (MediasoupException | RopeException | IllegalStateException | ConfigException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int runOn(Stack composed) throws InterruptedException {
        try (composed) {
            System.out.println(composed);
            return runOn(composed.mediasoup());
        }
    }

    private int runOn(Mediasoup held) throws InterruptedException {
        try (held) {
            if (check) {
                return check(held);
            }
            return text ? LiveDemo.run(held, source) : conference.run(held);
        }
    }

    private int check(Mediasoup mediasoup) throws InterruptedException {
        Check result = Check.run(mediasoup, source);
        System.out.println(result.line());
        result.faults().forEach(System.err::println);
        return result.faults().isEmpty() ? 0 : FAILED;
    }
}
