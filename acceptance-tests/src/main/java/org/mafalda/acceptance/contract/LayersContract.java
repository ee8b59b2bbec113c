package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Pacer;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.RtpPacket;
import org.mafalda.acceptance.media.RtpStream;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.acceptance.media.Vpx;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;

/** What consumers of simulcast and SVC send: the layers that they prefer, switched at key frames. */
public abstract class LayersContract extends AcceptanceTest {
    private static final int PAYLOAD_TYPE = 96;
    private static final long FIRST_SSRC = 44444441;
    private static final int LAYERS = 3;
    private static final Duration FRAME_TIME = Duration.ofMillis(10);
    private static final int FRAME_TICKS = 900;
    private static final int KEY_FRAME_INTERVAL = 20;
    private static final int REPORT_INTERVAL = 10;

    /** The temporal layer of each frame, again and again. */
    private static final int[] TEMPORAL_LAYERS = {0, 2, 1, 2};

    private Router router;
    private PacketPath path;
    private @Nullable Pacer pacer;

    /** For the compositions. */
    protected LayersContract() {}

    @BeforeEach
    void openPath() {
        router = await(newWorker()
                .createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.VP8_VP9)
                        .build()));
        path = new PacketPath(router);
    }

    @AfterEach
    void closePath() {
        if (pacer != null) {
            pacer.close();
        }
        path.close();
    }

    private static int sizeOf(int spatialLayer) {
        return 100 * (spatialLayer + 1);
    }

    private static ProducerOptions simulcast() {
        return Sources.vp8(LongStream.range(FIRST_SSRC, FIRST_SSRC + LAYERS)
                .mapToObj(ssrc -> Sources.ssrc(ssrc).scalabilityMode("L1T3").build())
                .toArray(RtpEncodingParameters[]::new));
    }

    /** Sends frames of three streams, in each of which every frame has the size of the stream's layer. */
    private void sendSimulcast() {
        List<RtpStream> streams = LongStream.range(FIRST_SSRC, FIRST_SSRC + LAYERS)
                .mapToObj(ssrc -> path.sender().stream(PAYLOAD_TYPE, ssrc))
                .toList();
        int[] frame = {0};
        pacer = new Pacer(FRAME_TIME, () -> {
            int number = frame[0]++;
            for (int spatial = 0; spatial < LAYERS; spatial++) {
                boolean key = number % KEY_FRAME_INTERVAL == 0;
                byte[] payload = Vpx.vp8(sizeOf(spatial), key, number, TEMPORAL_LAYERS[number % 4]);
                send(streams.get(spatial), payload, true, number);
            }
        });
    }

    /** Sends pictures of three spatial layers in one stream. */
    private void sendSvc(RtpStream stream) {
        int[] picture = {0};
        pacer = new Pacer(FRAME_TIME, () -> {
            int number = picture[0]++;
            boolean key = number % KEY_FRAME_INTERVAL == 0;
            for (int spatial = 0; spatial < LAYERS; spatial++) {
                int temporal = TEMPORAL_LAYERS[number % 4];
                stream.send(Vpx.vp9(sizeOf(spatial), key, number, spatial, temporal), spatial == LAYERS - 1);
            }
            stream.advance(FRAME_TICKS);
        });
    }

    private static void send(RtpStream stream, byte[] payload, boolean marker, int number) {
        stream.send(payload, marker);
        if (number % REPORT_INTERVAL == 0) {
            stream.report();
        }
        stream.advance(FRAME_TICKS);
    }

    private static void awaitLayers(
            EventProbe<LayersChangeEvent> changes, Consumer consumer, int spatial, int temporal) {
        ConsumerLayers wanted = new ConsumerLayers(spatial, temporal);
        while (!wanted.equals(changes.next().layers())) {
            assertThat(consumer.closed()).isFalse();
        }
        assertThat(consumer.currentLayers()).isEqualTo(wanted);
    }

    /** What arrives from the first packet on that is of the wanted layers alone. */
    private void assertReceived(int size, int highestTemporalLayer) {
        path.receiver().nextRtp(packet -> packet.payload().remaining() == size);
        for (int i = 0; i < 2 * KEY_FRAME_INTERVAL; i++) {
            RtpPacket packet = path.receiver().nextRtp();
            assertThat(packet.payload().remaining()).isEqualTo(size);
            assertThat(Vpx.temporalLayerOfVp8(packet.payload())).isLessThanOrEqualTo(highestTemporalLayer);
        }
    }

    @Test
    void simulcastConsumerSendsThePreferredLayers() {
        Consumer consumer = path.consume(await(path.in().produce(simulcast())), Devices.VP8_VP9);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);
        assertThat(consumer.currentLayers()).isNull();

        sendSimulcast();

        awaitLayers(changes, consumer, 2, 2);
        assertReceived(sizeOf(2), 2);
        await(consumer.setPreferredLayers(new ConsumerLayers(0, 0)));
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(0, 0));
        awaitLayers(changes, consumer, 0, 0);
        assertReceived(sizeOf(0), 0);
        await(consumer.setPreferredLayers(new ConsumerLayers(1, null)));
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(1, 2));
        awaitLayers(changes, consumer, 1, 2);
        assertReceived(sizeOf(1), 2);
    }

    @Test
    void svcConsumerSendsThePreferredLayers() {
        long ssrc = 33333333;
        Producer producer = await(path.in().produce(Sources.vp9Svc()));
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);

        sendSvc(path.sender().stream(PAYLOAD_TYPE, ssrc));

        awaitLayers(changes, consumer, 2, 2);
        path.receiver().nextRtp(packet -> packet.payload().remaining() == sizeOf(2));
        await(consumer.setPreferredLayers(new ConsumerLayers(1, 0)));
        awaitLayers(changes, consumer, 1, 0);
        path.receiver().nextRtp(packet -> packet.marker() && packet.payload().remaining() == sizeOf(1));
        for (int i = 0; i < KEY_FRAME_INTERVAL; i++) {
            RtpPacket packet = path.receiver().nextRtp();
            assertThat(packet.payload().remaining()).isIn(sizeOf(0), sizeOf(1));
            assertThat(Vpx.temporalLayerOfVp9(packet.payload())).isZero();
        }
        assertThat(await(producer.getStats()))
                .singleElement()
                .satisfies(stat -> assertThat(stat.bitrateByLayer()).containsKeys("0.0", "2.2"));
    }

    @Test
    void scoresNameEachStream() {
        Producer producer = await(path.in().produce(simulcast()));
        EventProbe<ProducerScoreEvent> producerScores = probe(producer::onScore);
        Consumer consumer = path.consume(producer, Devices.VP8_VP9);
        EventProbe<ConsumerScoreEvent> consumerScores = probe(consumer::onScore);
        assertThat(producer.score()).isEmpty();

        sendSimulcast();

        List<ProducerScore> wanted = List.of(
                new ProducerScore(0, FIRST_SSRC, null, 10),
                new ProducerScore(1, FIRST_SSRC + 1, null, 10),
                new ProducerScore(2, FIRST_SSRC + 2, null, 10));
        while (!wanted.equals(producerScores.next().score())) {
            assertThat(producer.closed()).isFalse();
        }
        assertThat(producer.score()).isEqualTo(wanted);
        ConsumerScore best = new ConsumerScore(10, 10, List.of(10, 10, 10));
        while (!best.equals(consumerScores.next().score())) {
            assertThat(consumer.closed()).isFalse();
        }
        assertThat(consumer.score()).isEqualTo(best);
    }

    @Test
    void pausedConsumerSendsNoLayers() {
        Consumer consumer = path.consume(await(path.in().produce(simulcast())), Devices.VP8_VP9);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);
        sendSimulcast();
        awaitLayers(changes, consumer, 2, 2);

        await(consumer.pause());
        LayersChangeEvent paused = changes.next();
        while (paused.layers() != null) {
            paused = changes.next();
        }
        assertThat(consumer.currentLayers()).isNull();
        await(consumer.resume());

        awaitLayers(changes, consumer, 2, 2);
        assertThat(router.closed()).isFalse();
    }
}
