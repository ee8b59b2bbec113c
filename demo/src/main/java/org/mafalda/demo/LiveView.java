package org.mafalda.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.host.WorkerLoad;
import org.mafalda.mediasoup.stats.PlainTransportStat;
import org.mafalda.mediasoup.transport.TransportTuple;

/** The figures of a {@link MediaPath} as text. Not thread-safe. */
final class LiveView {
    private static final String HOME = "\033[H";
    private static final String CLEAR_SCREEN = "\033[2J";
    private static final String CLEAR_LINE = "\033[K";

    private final Mediasoup mediasoup;
    private final MediaPath path;
    private final long start = System.nanoTime();
    private boolean drawn;

    LiveView(Mediasoup mediasoup, MediaPath path) {
        this.mediasoup = mediasoup;
        this.path = path;
    }

    /** All figures, drawn over the last ones; for a terminal. */
    String screen() {
        StringBuilder screen = new StringBuilder(drawn ? HOME : CLEAR_SCREEN + HOME);
        drawn = true;
        lines().forEach(line -> screen.append(line).append(CLEAR_LINE).append('\n'));
        return screen.toString();
    }

    private List<String> lines() {
        Figures video = path.figures(Stream.VIDEO);
        Figures audio = path.figures(Stream.AUDIO);
        return List.of(
                format("mediasoup %s, for %s          Ctrl+C ends it", mediasoup.version(), clock()),
                "",
                format("%-10s %-8s %-8s %s", "worker", "pid", "CPU", "routers"),
                worker(path.worker()),
                "",
                format("%-10s %-18s %-18s %10s %10s", "transport", "local", "remote", "in kbit/s", "out kbit/s"),
                transport("in", path.in()),
                transport("out", path.out()),
                "",
                format("%-10s %10s %10s %10s %10s", "packets", "video", "audio", "kbit/s", "kbit/s"),
                format(
                        "%-10s %10d %10d %10d %10d",
                        "producer",
                        video.produced(),
                        audio.produced(),
                        kilo(video.producedBitrate()),
                        kilo(audio.producedBitrate())),
                format(
                        "%-10s %10d %10d %10d %10d",
                        "consumer",
                        video.consumed(),
                        audio.consumed(),
                        kilo(video.consumedBitrate()),
                        kilo(audio.consumedBitrate())),
                format("%-10s %10d %10d", "receiver", video.received(), audio.received()),
                format("%-10s %10d %10d", "lost", video.missing(), audio.missing()),
                format("%-10s %10d %10d", "score", video.score(), audio.score()));
    }

    private static String worker(Worker worker) {
        OptionalLong pid = worker.pid();
        return format(
                "%-10.8s %-8s %-8s %d",
                worker.id(),
                pid.isPresent() ? pid.getAsLong() : "-",
                cpu(worker),
                worker.routers().size());
    }

    private static String cpu(Worker worker) {
        WorkerLoad load = worker.load();
        return load == null ? "-" : format("%.0f %%", 100 * load.utilization());
    }

    private static String transport(String name, PlainTransport transport) {
        TransportTuple tuple = transport.tuple();
        PlainTransportStat stat = Await.answer(transport.getStats()).get(0);
        return format(
                "%-10s %-18s %-18s %10d %10d",
                name,
                tuple.localAddress() + ":" + tuple.localPort(),
                tuple.remoteIp() == null ? "-" : tuple.remoteIp() + ":" + tuple.remotePort(),
                kilo(stat.recvBitrate()),
                kilo(stat.sendBitrate()));
    }

    /** The main figures on one line; for a file or a pipe. */
    String line() {
        Figures video = path.figures(Stream.VIDEO);
        Figures audio = path.figures(Stream.AUDIO);
        return format(
                "time=%s workers=%d transports=%d forwarded=%d lost=%d video-packets=%d audio-packets=%d"
                        + " video-kbps=%d audio-kbps=%d cpu=%s%n",
                clock(),
                mediasoup.workers().size(),
                path.router().transports().size(),
                video.received() + audio.received(),
                video.missing() + audio.missing(),
                video.received(),
                audio.received(),
                kilo(video.consumedBitrate()),
                kilo(audio.consumedBitrate()),
                cpu(path.worker()).replace(" ", ""));
    }

    private String clock() {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return format("%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private static long kilo(long bits) {
        return bits / 1000;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
