package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.event.CloseEvent;

/** The last quarter of upstream's test-Consumer: the end of a consumer. */
public abstract class ConsumerCloseContract extends AcceptanceTest {
    private Worker worker;
    private Router router;
    private WebRtcTransport receiving;
    private WebRtcTransport sending;
    private Producer audioProducer;
    private Producer videoProducer;

    /** For the compositions. */
    protected ConsumerCloseContract() {}

    @BeforeEach
    void produce() {
        worker = newWorker();
        router = newRouter(worker);
        receiving = newWebRtcTransport(router);
        sending = newWebRtcTransport(router);
        audioProducer = await(receiving.produce(Sources.opus()));
        videoProducer = await(receiving.produce(Sources.h264Simulcast("L1T5")));
    }

    private Consumer consume(Producer producer) {
        return await(sending.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    @Test
    @Upstream("test-Consumer: consumer.close() succeeds")
    void closeSucceeds() {
        Consumer audio = consume(audioProducer);
        Consumer video = consume(videoProducer);
        EventProbe<CloseEvent> close = probe(audio::onClose);

        audio.close();

        assertThat(audio.closed()).isTrue();
        assertThat(sending.consumers()).containsOnlyKeys(video.id());
        assertThat(router.consumers()).containsOnlyKeys(video.id());
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(audio.dump(), InvalidStateException.class);
        RouterDump dump = await(router.dump());
        assertThat(dump.mapProducerIdConsumerIds())
                .isEqualTo(Map.of(audioProducer.id(), List.of(), videoProducer.id(), List.of(video.id())));
        assertThat(dump.mapConsumerIdProducerId()).isEqualTo(Map.of(video.id(), videoProducer.id()));
        assertThat(await(sending.dump()).consumerIds()).containsExactly(video.id());
    }

    @Test
    @Upstream("test-Consumer: Consumer methods reject if closed")
    void methodsFailWhenClosed() {
        Consumer consumer = consume(audioProducer);

        consumer.close();

        List.<CompletableFuture<?>>of(
                        consumer.dump(),
                        consumer.getStats(),
                        consumer.pause(),
                        consumer.resume(),
                        consumer.setPreferredLayers(new ConsumerLayers(0, 0)),
                        consumer.setPriority(2),
                        consumer.requestKeyFrame())
                .forEach(call -> assertFailsWith(call, InvalidStateException.class));
    }

    @Test
    @Upstream("test-Consumer: Consumer emits \"producerclose\" if Producer is closed")
    void producerCloseClosesTheConsumer() {
        Consumer consumer = consume(audioProducer);
        EventProbe<CloseEvent> close = probe(consumer::onClose);

        audioProducer.close();

        assertThat(close.next().reason()).isEqualTo(new CloseReason.ProducerClosed());
        assertThat(consumer.closed()).isTrue();
        assertThat(sending.consumers()).isEmpty();
        close.expectNoneAfter(worker::dump);
        assertFailsWith(consumer.dump(), InvalidStateException.class);
    }

    @Test
    @Upstream("test-Consumer: Consumer emits \"transportclose\" if Transport is closed")
    void transportCloseClosesTheConsumer() {
        Consumer consumer = consume(videoProducer);
        EventProbe<CloseEvent> close = probe(consumer::onClose);

        sending.close();

        assertThat(consumer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.TransportClosed());
        close.expectNoneAfter(worker::dump);
        assertFailsWith(consumer.dump(), InvalidStateException.class);
        RouterDump dump = await(router.dump());
        assertThat(dump.mapProducerIdConsumerIds())
                .isEqualTo(Map.of(audioProducer.id(), List.of(), videoProducer.id(), List.of()));
        assertThat(dump.mapConsumerIdProducerId()).isEmpty();
    }
}
