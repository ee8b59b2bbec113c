package org.mafalda.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mafalda.mediasoup.Mediasoup;

/**
 * Media of some seconds through a worker, and the verdict.
 *
 * @param line the figures, for standard output
 * @param faults what is wrong, in sentences; empty if all is well
 */
record Check(String line, List<String> faults) {
    static final Duration LENGTH = Duration.ofSeconds(10);
    private static final long MIN_VIDEO_PACKETS = 250;
    private static final long MIN_AUDIO_PACKETS = 400;
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(5);
    /** For the source to start and to end, beyond the length of the media. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    Check {
        faults = List.copyOf(faults);
    }

    /** Runs it. Throws {@link IllegalStateException} if the source fails, and what the API throws. */
    static Check run(Mediasoup mediasoup, SourceChoice choice) throws InterruptedException {
        try (Receiver receiver = new Receiver();
                MediaPath path = MediaPath.open(mediasoup, receiver)) {
            long start = System.nanoTime();
            try (MediaSource source = choice.start(path.in().tuple().localPort(), LENGTH)) {
                Await.within(LENGTH.plus(GRACE), source.finished());
                receiver.awaitQuiet(QUIET, QUIET_LIMIT);
                long first = receiver.firstPacketNanos().orElse(start);
                return of(
                        path.figures(Stream.VIDEO),
                        path.figures(Stream.AUDIO),
                        source,
                        TimeUnit.NANOSECONDS.toMillis(first - start));
            }
        }
    }

    private static Check of(Figures video, Figures audio, MediaSource source, long firstPacketMillis) {
        long lost = video.lost(source.sent(Stream.VIDEO)) + audio.lost(source.sent(Stream.AUDIO));
        String line = "forwarded=" + (video.received() + audio.received()) + " lost=" + lost + " first-packet-ms="
                + firstPacketMillis + " video-packets=" + video.received() + " audio-packets=" + audio.received();
        List<String> faults = new ArrayList<>();
        if (lost > 0) {
            faults.add("Packets were lost [lost:" + lost + "].");
        }
        judge(faults, Stream.VIDEO, video, MIN_VIDEO_PACKETS);
        judge(faults, Stream.AUDIO, audio, MIN_AUDIO_PACKETS);
        return new Check(line, faults);
    }

    private static void judge(List<String> faults, Stream stream, Figures figures, long least) {
        if (figures.received() < least) {
            faults.add("Too few packets arrived [stream:" + stream + ", packets:" + figures.received() + ", least:"
                    + least + "].");
        }
        if (figures.duplicates() > 0) {
            faults.add("Packets came twice [stream:" + stream + ", packets:" + figures.duplicates() + "].");
        }
        if (figures.produced() != figures.received() || figures.consumed() != figures.received()) {
            faults.add("The worker counts otherwise than the receiver [stream:" + stream + ", producer:"
                    + figures.produced() + ", consumer:" + figures.consumed() + ", receiver:" + figures.received()
                    + "].");
        }
    }
}
