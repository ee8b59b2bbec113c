package org.mafalda.demo.conference;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import picocli.CommandLine.Option;

/** The conference with options from the command line; runs until Ctrl+C. */
public final class ConferenceRun {
    private static final long STOP_SECONDS = 10;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Where the page is served. Default: ${DEFAULT-VALUE}.")
    private String address = ConferenceOptions.DEFAULT.address();

    @Option(names = "--port", paramLabel = "PORT", description = "0: any free one. Default: ${DEFAULT-VALUE}.")
    private int port = ConferenceOptions.DEFAULT.port();

    @Option(
            names = "--media-address",
            paramLabel = "ADDRESS",
            description = "Address of the media box for the browsers' media. Default: ${DEFAULT-VALUE}.")
    private String mediaAddress = ConferenceOptions.DEFAULT.mediaAddress();

    @Option(
            names = "--announced-address",
            paramLabel = "ADDRESS",
            description = "What browsers are told in place of the media address.")
    private @Nullable String announcedAddress;

    /** Serves the page until Ctrl+C; closes the {@code Mediasoup} then. */
    public int run(Mediasoup held) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (held;
                ConferenceServer server = ConferenceServer.start(held, options())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, stopped), "ctrl-c"));
            System.out.println("The conference is open at " + server.uri() + " (Ctrl+C ends it)");
            stop.await();
            return 0;
        } finally {
            stopped.countDown();
        }
    }

    private ConferenceOptions options() {
        return ConferenceOptions.builder()
                .address(address)
                .port(port)
                .mediaAddress(mediaAddress)
                .announcedAddress(announcedAddress)
                .build();
    }

    private static void stop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Not everything could be closed [seconds:" + STOP_SECONDS + "]");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
