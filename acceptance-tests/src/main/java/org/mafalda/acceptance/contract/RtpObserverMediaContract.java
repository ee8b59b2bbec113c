package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Pacer;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.AudioLevelVolume;
import org.mafalda.mediasoup.event.DominantSpeakerEvent;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.VolumesEvent;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** What RTP observers tell of streams whose packets say how loud they are (RFC 6464). */
public abstract class RtpObserverMediaContract extends AcceptanceTest {
    private static final int PAYLOAD_TYPE = 100;
    private static final int LEVEL_EXTENSION = 1;
    private static final Duration PACKET_TIME = Duration.ofMillis(5);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(250);

    private Worker worker;
    private Router router;

    /** For the compositions. */
    protected RtpObserverMediaContract() {}

    @BeforeEach
    void createRouter() {
        worker = newWorker();
        router = newRouter(worker);
    }

    /** A producer with a stream of packets, each of that volume. */
    private static final class Speaker implements AutoCloseable {
        private final Producer producer;
        private final RtpSender sender;
        private final Pacer pacer;

        Speaker(Router router, long ssrc, int volume) {
            PlainTransport transport = await(router.createPlainTransport(
                    PlainTransportOptions.builder(Listen.udp()).comedia(true).build()));
            producer = await(transport.produce(Sources.audio(RtpParameters.builder(
                            List.of(Sources.opusCodec(PAYLOAD_TYPE).build()))
                    .headerExtensions(List.of(
                            RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, LEVEL_EXTENSION)))
                    .encodings(List.of(Sources.ssrc(ssrc).build()))
                    .rtcp(new RtcpParameters("speaker", null))
                    .build())));
            sender = new RtpSender(transport.tuple().localPort(), PAYLOAD_TYPE, ssrc);
            sender.stream().extension(LEVEL_EXTENSION, (byte) -volume);
            pacer = new Pacer(PACKET_TIME, () -> sender.send(1));
        }

        /** Sends no more. */
        @Override
        public void close() {
            pacer.close();
            sender.close();
        }
    }

    private AudioLevelObserver newLevels(AudioLevelObserverOptions.Builder options) {
        return await(router.createAudioLevelObserver(
                options.interval(SHORTEST_INTERVAL).build()));
    }

    /** The first event that has that many entries. */
    private static List<AudioLevelVolume> next(EventProbe<VolumesEvent> volumes, int entries) {
        while (true) {
            List<AudioLevelVolume> next = volumes.next().volumes();
            if (next.size() == entries) {
                return next;
            }
        }
    }

    @Test
    void volumesNameTheLoudestFirst() {
        AudioLevelObserver levels =
                newLevels(AudioLevelObserverOptions.builder().maxEntries(3).threshold(-60));
        EventProbe<VolumesEvent> volumes = probe(levels::onVolumes);
        try (Speaker loud = new Speaker(router, 1, -10);
                Speaker low = new Speaker(router, 2, -50);
                Speaker inaudible = new Speaker(router, 3, -61)) {
            for (Speaker speaker : List.of(low, loud, inaudible)) {
                await(levels.addProducer(speaker.producer.id()));
            }

            assertThat(next(volumes, 2))
                    .containsExactly(new AudioLevelVolume(loud.producer, -10), new AudioLevelVolume(low.producer, -50));
        }
    }

    @Test
    void onlyTheLoudestAreNamed() {
        AudioLevelObserver levels =
                newLevels(AudioLevelObserverOptions.builder().maxEntries(1));
        try (Speaker loud = new Speaker(router, 1, -20);
                Speaker low = new Speaker(router, 2, -40)) {
            await(levels.addProducer(low.producer.id()));
            EventProbe<VolumesEvent> volumes = probe(levels::onVolumes);
            assertThat(next(volumes, 1)).containsExactly(new AudioLevelVolume(low.producer, -40));

            await(levels.addProducer(loud.producer.id()));

            List<AudioLevelVolume> heard = next(volumes, 1);
            while (heard.get(0).producer() != loud.producer) {
                heard = next(volumes, 1);
            }
            assertThat(heard).containsExactly(new AudioLevelVolume(loud.producer, -20));
        }
    }

    @Test
    void silenceIsToldOnceWhenNobodyIsAudible() {
        AudioLevelObserver levels = newLevels(AudioLevelObserverOptions.builder());
        EventProbe<VolumesEvent> volumes = probe(levels::onVolumes);
        EventProbe<SilenceEvent> silence = probe(levels::onSilence);
        try (Speaker speaker = new Speaker(router, 1, -10)) {
            await(levels.addProducer(speaker.producer.id()));
            volumes.next();
            assertThat(silence.arrived()).isZero();
        }

        silence.next();

        assertThat(silence.arrived()).isEqualTo(1);
    }

    @Test
    void closedProducerIsNotHeard() {
        AudioLevelObserver levels = newLevels(AudioLevelObserverOptions.builder());
        EventProbe<VolumesEvent> volumes = probe(levels::onVolumes);
        EventProbe<SilenceEvent> silence = probe(levels::onSilence);
        try (Speaker speaker = new Speaker(router, 1, -10)) {
            await(levels.addProducer(speaker.producer.id()));
            volumes.next();

            speaker.producer.close();

            silence.next();
        }
        assertThat(levels.closed()).isFalse();
    }

    @Test
    void pausedObserverHearsNothing() {
        AudioLevelObserver levels = newLevels(AudioLevelObserverOptions.builder());
        EventProbe<SilenceEvent> silence = probe(levels::onSilence);
        try (Speaker speaker = new Speaker(router, 1, -10)) {
            await(levels.addProducer(speaker.producer.id()));
            probe(levels::onVolumes).next();

            await(levels.pause());

            silence.next();
            assertThat(levels.paused()).isTrue();
            EventProbe<VolumesEvent> volumes = probe(levels::onVolumes);
            volumes.expectNoneAfter(worker::dump);
            await(levels.resume());
            assertThat(volumes.next().volumes()).containsExactly(new AudioLevelVolume(speaker.producer, -10));
        }
    }

    private static DominantSpeakerEvent next(EventProbe<DominantSpeakerEvent> speakers, Producer expected) {
        DominantSpeakerEvent event = speakers.next();
        while (event.producer() != expected) {
            event = speakers.next();
        }
        return event;
    }

    @Test
    void dominantSpeakerIsTheOneWhoSpeaks() {
        ActiveSpeakerObserver observer = await(router.createActiveSpeakerObserver(
                ActiveSpeakerObserverOptions.builder().build()));
        EventProbe<DominantSpeakerEvent> speakers = probe(observer::onDominantSpeaker);
        try (Speaker silent = new Speaker(router, 1, -127)) {
            await(observer.addProducer(silent.producer.id()));
            assertThat(speakers.next().producer()).isSameAs(silent.producer);

            try (Speaker loud = new Speaker(router, 2, -5)) {
                await(observer.addProducer(loud.producer.id()));
                assertThat(next(speakers, loud.producer).producer()).isSameAs(loud.producer);

                loud.producer.close();
            }

            assertThat(next(speakers, silent.producer).producer()).isSameAs(silent.producer);
        }
    }
}
