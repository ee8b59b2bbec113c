package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Futures;
import org.mafalda.acceptance.media.BrowserEndpoint;
import org.mafalda.acceptance.media.BrowserEndpoint.Frame;
import org.mafalda.acceptance.media.BrowserVideo;
import org.mafalda.acceptance.media.Chromium;
import org.mafalda.acceptance.media.ChromiumExtension;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;

/** A browser sends a picture in several layers; another connection of it receives the one that is asked for. */
@ExtendWith(ChromiumExtension.class)
public abstract class SimulcastContract extends AcceptanceTest {
    private static final List<Integer> WIDTHS = List.of(240, 480, 960);
    private static final int FRAMES = 5;
    /** Between two pictures of the lowest of three temporal layers lie four of the camera's 15 per second. */
    private static final long LOWEST_TEMPORAL_MICROS = 4 * 1_000_000 / 15;

    private Chromium chromium;
    private Router router;
    private BrowserEndpoint browser;
    private WebRtcTransport sending;
    private WebRtcTransport receiving;

    /** For the compositions. */
    protected SimulcastContract() {}

    @BeforeEach
    void openBrowser(Chromium given) {
        chromium = given;
        router = newRouter();
        browser = closeAfterTest(BrowserEndpoint.open(chromium, router));
        sending = browser.sendOver(newWebRtcTransport(router));
        receiving = receiving(browser, router);
    }

    private Router newRouter() {
        return await(newWorker()
                .createRouter(RouterOptions.builder()
                        .mediaCodecs(RouterCodecs.VP8_VP9)
                        .build()));
    }

    /** A transport whose bandwidth is enough for all layers, however late the packets of a busy machine are. */
    private static WebRtcTransport receiving(BrowserEndpoint endpoint, Router from) {
        WebRtcTransport transport = newWebRtcTransport(from);
        await(transport.setMinOutgoingBitrate(5_000_000));
        return endpoint.receiveOver(transport);
    }

    private static void switchTo(
            BrowserEndpoint browser,
            Consumer consumer,
            EventProbe<LayersChangeEvent> changes,
            int spatial,
            int temporal) {
        ConsumerLayers layers = new ConsumerLayers(spatial, temporal);
        await(consumer.setPreferredLayers(layers));
        assertThat(consumer.preferredLayers()).isEqualTo(layers);
        changes.until(() -> layers.equals(consumer.currentLayers()));
        browser.awaitWidth(consumer, WIDTHS.get(spatial), FRAMES);
    }

    /** Waits until the pictures are as far apart as that; fails if they never are. */
    private static void awaitInterval(BrowserEndpoint browser, Consumer consumer, long leastMicros, long mostMicros) {
        long end = System.nanoTime() + Futures.DEADLINE.toNanos();
        long interval;
        do {
            List<Frame> frames = browser.nextFrames(consumer, FRAMES);
            interval = (frames.get(FRAMES - 1).timestamp() - frames.get(0).timestamp()) / (FRAMES - 1);
        } while ((interval < leastMicros || interval > mostMicros) && System.nanoTime() < end);
        assertThat(interval).isBetween(leastMicros, mostMicros);
    }

    private static void followPreferredLayers(
            BrowserEndpoint browser, EventProbe<LayersChangeEvent> changes, Consumer consumer) {
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(2, 2));

        changes.until(() -> new ConsumerLayers(2, 2).equals(consumer.currentLayers()));
        browser.awaitWidth(consumer, WIDTHS.get(2), FRAMES);
        switchTo(browser, consumer, changes, 0, 2);
        switchTo(browser, consumer, changes, 1, 0);
        awaitInterval(browser, consumer, LOWEST_TEMPORAL_MICROS * 3 / 4, Long.MAX_VALUE);
        switchTo(browser, consumer, changes, 1, 2);
        awaitInterval(browser, consumer, 0, LOWEST_TEMPORAL_MICROS / 2);
        switchTo(browser, consumer, changes, 2, 2);
    }

    @Test
    void preferredLayersOfSimulcastDecideSizeAndFrameRate() {
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8Simulcast());
        Consumer consumer = browser.receive(receiving, producer);
        assertThat(producer.type()).isEqualTo(ProducerType.SIMULCAST);
        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);

        followPreferredLayers(browser, probe(consumer::onLayersChange), consumer);

        assertThat(await(producer.getStats()))
                .extracting(stat -> stat.base().rid())
                .containsExactlyInAnyOrder("r0", "r1", "r2");
    }

    @Test
    void preferredLayersOfSvcDecideSizeAndFrameRate() {
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp9Svc());
        Consumer consumer = browser.receive(receiving, producer);
        assertThat(producer.type()).isEqualTo(ProducerType.SVC);
        assertThat(consumer.type()).isEqualTo(ConsumerType.SVC);

        followPreferredLayers(browser, probe(consumer::onLayersChange), consumer);

        assertThat(await(producer.getStats()))
                .singleElement()
                .satisfies(stat -> assertThat(stat.bitrateByLayer()).hasSize(9));
    }

    @Test
    void preferredLayersAreChosenBehindAPipe() {
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8Simulcast());
        Router far = newRouter();
        Producer piped = await(router.pipeToRouter(
                        PipeToRouterOptions.ofProducer(producer.id(), far).build()))
                .pipeProducer();
        BrowserEndpoint viewer = closeAfterTest(BrowserEndpoint.open(chromium, far));

        Consumer consumer = viewer.receive(receiving(viewer, far), Objects.requireNonNull(piped));

        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);
        followPreferredLayers(viewer, probe(consumer::onLayersChange), consumer);
    }

    @Test
    void scoresTellOfEachStreamAndConsumersLeaveOneThatEnds() {
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8Simulcast());
        EventProbe<ProducerScoreEvent> producerScores = probe(producer::onScore);
        Consumer consumer = browser.receive(receiving, producer);
        EventProbe<ConsumerScoreEvent> consumerScores = probe(consumer::onScore);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);

        producerScores.until(() -> scores(producer).equals(List.of(10, 10, 10)));
        assertThat(producer.score()).extracting(ProducerScore::rid).containsExactly("r0", "r1", "r2");
        assertThat(producer.score()).extracting(ProducerScore::encodingIdx).containsExactly(0, 1, 2);
        changes.until(() -> new ConsumerLayers(2, 2).equals(consumer.currentLayers()));
        consumerScores.until(() -> consumer.score().equals(new ConsumerScore(10, 10, List.of(10, 10, 10))));

        browser.setMaxSpatialLayer(producer, 0);

        producerScores.until(() -> scores(producer).equals(List.of(10, 0, 0)));
        changes.until(() -> new ConsumerLayers(0, 2).equals(consumer.currentLayers()));
        consumerScores.until(() -> consumer.score().producerScores().equals(List.of(10, 0, 0)));
        browser.awaitWidth(consumer, WIDTHS.get(0), FRAMES);
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(2, 2));
    }

    private static List<Integer> scores(Producer producer) {
        return producer.score().stream().map(ProducerScore::score).toList();
    }

    @Test
    void layersFollowTheBandwidth() {
        Producer producer = browser.sendVideo(sending, BrowserVideo.vp8Simulcast());
        Consumer consumer = browser.receive(receiving, producer);
        EventProbe<LayersChangeEvent> changes = probe(consumer::onLayersChange);
        browser.awaitWidth(consumer, WIDTHS.get(2), FRAMES);

        await(receiving.setMinOutgoingBitrate(0));
        await(receiving.setMaxOutgoingBitrate(50_000));

        changes.until(() -> spatialLayer(consumer) == 0);
        browser.awaitWidth(consumer, WIDTHS.get(0), FRAMES);
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(2, 2));
    }

    private static int spatialLayer(Consumer consumer) {
        ConsumerLayers current = consumer.currentLayers();
        return current == null ? -1 : current.spatialLayer();
    }
}
