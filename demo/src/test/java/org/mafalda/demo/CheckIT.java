package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CheckIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource(names = {"FFMPEG", "GENERATED"})
    void allMediaIsForwarded(SourceChoice source) throws InterruptedException {
        try (Mediasoup mediasoup = LocalMediasoup.create()) {
            Check check = Check.run(mediasoup, source);
            assertThat(check.faults()).isEmpty();
            assertThat(check.line())
                    .matches("forwarded=\\d+ lost=0 first-packet-ms=\\d+ video-packets=\\d+ audio-packets=\\d+");
            assertThat(mediasoup.workers()).isEmpty();
        }
    }

    @Test
    void mediaThatTheWorkerDoesNotForwardIsLost() throws InterruptedException {
        try (Mediasoup mediasoup = LocalMediasoup.create();
                Receiver receiver = new Receiver();
                MediaPath path = MediaPath.open(mediasoup, receiver)) {
            path.router().consumers().values().forEach(consumer -> Await.answer(consumer.pause()));
            try (MediaSource source =
                    SourceChoice.GENERATED.start(path.in().tuple().localPort(), SECOND)) {
                Await.within(SECOND.multipliedBy(10), source.finished());
                receiver.awaitQuiet(SECOND, SECOND);
                assertThat(path.figures(Stream.AUDIO).lost(source.sent(Stream.AUDIO)))
                        .isEqualTo(50);
            }
        }
    }

    @Test
    void aSourceWithoutReceiverSaysSo() throws InterruptedException {
        int port;
        try (Receiver receiver = new Receiver()) {
            port = receiver.port();
        }
        for (SourceChoice choice : SourceChoice.values()) {
            try (MediaSource source = choice.start(port, null)) {
                assertThatThrownBy(() -> Await.within(SECOND.multipliedBy(10), source.finished()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(":" + port);
            }
        }
    }
}
