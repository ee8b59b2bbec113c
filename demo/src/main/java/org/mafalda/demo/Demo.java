package org.mafalda.demo;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.mafalda.demo.conference.ConferenceRun;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.rope.RopeException;
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
        try (Mediasoup mediasoup = backend.get()) {
            if (check) {
                return check(mediasoup);
            }
            return text ? LiveDemo.run(mediasoup, source) : conference.run(mediasoup);
        } catch (MediasoupException | RopeException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int check(Mediasoup mediasoup) throws InterruptedException {
        Check result = Check.run(mediasoup, source);
        System.out.println(result.line());
        result.faults().forEach(System.err::println);
        return result.faults().isEmpty() ? 0 : FAILED;
    }
}
