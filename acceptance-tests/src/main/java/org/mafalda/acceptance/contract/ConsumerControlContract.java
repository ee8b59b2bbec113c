package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.awaitAll;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RtpSender;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;

/** The third quarter of upstream's test-Consumer: the calls and events of a consumer. */
public abstract class ConsumerControlContract extends AcceptanceTest {
    private static final long SSRC = 33221101;

    private Worker worker;
    private Router router;
    private WebRtcTransport receiving;
    private WebRtcTransport sending;
    private Producer audioProducer;
    private Producer videoProducer;

    /** For the compositions. */
    protected ConsumerControlContract() {}

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
    @Upstream("test-Consumer: consumer.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        Consumer consumer = consume(audioProducer);
        EventProbe<?> pauses = probe(consumer::onPause);
        EventProbe<?> resumes = probe(consumer::onResume);

        await(consumer.pause());
        assertThat(consumer.paused()).isTrue();
        assertThat(await(consumer.dump()).paused()).isTrue();
        await(consumer.resume());
        assertThat(consumer.paused()).isFalse();
        assertThat(await(consumer.dump()).paused()).isFalse();

        settles(consumer.pause(), consumer.resume(), consumer.pause(), consumer.pause(), consumer.pause());
        await(consumer.resume());
        assertThat(pauses.arrived()).isEqualTo(3);
        assertThat(resumes.arrived()).isEqualTo(3);
    }

    @Test
    @Upstream("test-Consumer: producer.pause() and resume() emit events")
    void pauseAndResumeOfTheProducerEmitEvents() {
        Consumer consumer = consume(audioProducer);
        EventLog log = eventLog().add("resume", consumer::onResume).add("pause", consumer::onPause);

        awaitAll(List.of(audioProducer.pause(), audioProducer.resume()));

        assertThat(log.await(2)).containsExactly("pause", "resume");
        assertThat(consumer.paused()).isFalse();
    }

    @Test
    void pauseOfBothEmitsOnePauseAndOneResume() {
        Consumer consumer = consume(audioProducer);
        EventLog log = eventLog()
                .add("pause", consumer::onPause)
                .add("resume", consumer::onResume)
                .add("producerpause", consumer::onProducerPause)
                .add("producerresume", consumer::onProducerResume);

        await(consumer.pause());
        await(audioProducer.pause());
        log.await(2);
        await(consumer.resume());
        await(audioProducer.resume());

        assertThat(log.await(4)).containsExactly("pause", "producerpause", "producerresume", "resume");
        assertThat(log.labels()).hasSize(4);
    }

    @Test
    @Upstream("test-Consumer: consumer.setPreferredLayers() succeed")
    void setPreferredLayersSucceeds() {
        Consumer audio = consume(audioProducer);
        Consumer video = consume(videoProducer);

        await(audio.setPreferredLayers(new ConsumerLayers(1, 1)));
        assertThat(audio.preferredLayers()).isNull();
        assertLayers(video, new ConsumerLayers(2, 3), new ConsumerLayers(2, 3));
        assertLayers(video, new ConsumerLayers(3, null), new ConsumerLayers(3, 4));
        assertLayers(video, new ConsumerLayers(3, 0), new ConsumerLayers(3, 0));
        assertLayers(video, new ConsumerLayers(66, 66), new ConsumerLayers(3, 4));
    }

    private static void assertLayers(Consumer consumer, ConsumerLayers wanted, ConsumerLayers expected) {
        await(consumer.setPreferredLayers(wanted));
        assertThat(consumer.preferredLayers()).isEqualTo(expected);
    }

    /** Layers that are missing or of another type cannot be written; numbers out of range cannot be built. */
    @Test
    @Upstream("test-Consumer: consumer.setPreferredLayers() with wrong arguments rejects with TypeError")
    void wrongLayersCannotBeBuilt() {
        assertThatThrownBy(() -> new ConsumerLayers(-1, null)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> new ConsumerLayers(0, 256)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @Upstream("test-Consumer: consumer.setPriority() succeed")
    void setPrioritySucceeds() {
        Consumer consumer = consume(videoProducer);

        await(consumer.setPriority(2));

        assertThat(consumer.priority()).isEqualTo(2);
        assertThat(await(consumer.dump()).priority()).isEqualTo(2);
    }

    @Test
    @Upstream("test-Consumer: consumer.setPriority() with wrong arguments rejects with TypeError")
    void setPriorityOutOfRangeFails() {
        Consumer consumer = consume(videoProducer);

        assertThat(assertFailsWith(consumer.setPriority(0), InvalidArgumentException.class))
                .hasMessageContaining("priority:0");
        assertFailsWith(consumer.setPriority(256), InvalidArgumentException.class);
        assertThat(consumer.priority()).isEqualTo(1);
    }

    @Test
    @Upstream("test-Consumer: consumer.unsetPriority() succeed")
    void unsetPrioritySucceeds() {
        Consumer consumer = consume(videoProducer);
        await(consumer.setPriority(7));

        await(consumer.unsetPriority());

        assertThat(consumer.priority()).isEqualTo(1);
    }

    /** Event types that do not exist cannot be written. */
    @Test
    @Upstream({
        "test-Consumer: consumer.enableTraceEvent() succeed",
        "test-Consumer: consumer.enableTraceEvent() with wrong arguments rejects with TypeError"
    })
    void enableTraceEventReplacesTheSet() {
        Consumer consumer = consume(audioProducer);

        await(consumer.enableTraceEvent(Set.of(ConsumerTraceEventType.RTP, ConsumerTraceEventType.PLI)));
        assertThat(await(consumer.dump()).traceEventTypes())
                .containsExactlyInAnyOrder(ConsumerTraceEventType.RTP, ConsumerTraceEventType.PLI);
        await(consumer.enableTraceEvent(Set.of()));
        assertThat(await(consumer.dump()).traceEventTypes()).isEmpty();
        await(consumer.enableTraceEvent(Set.of(ConsumerTraceEventType.NACK, ConsumerTraceEventType.FIR)));
        assertThat(await(consumer.dump()).traceEventTypes())
                .containsExactlyInAnyOrder(ConsumerTraceEventType.NACK, ConsumerTraceEventType.FIR);
        await(consumer.enableTraceEvent(Set.of()));
        assertThat(await(consumer.dump()).traceEventTypes()).isEmpty();
    }

    @Test
    @Upstream("test-Consumer: Consumer emits \"producerpause\" and \"producerresume\"")
    void producerPauseAndResumeAreSeen() {
        Consumer consumer = consume(audioProducer);
        EventProbe<?> pauses = probe(consumer::onProducerPause);
        EventProbe<?> resumes = probe(consumer::onProducerResume);

        await(audioProducer.pause());
        pauses.next();
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isTrue();

        await(audioProducer.resume());
        resumes.next();
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isFalse();
    }

    /** Upstream feigns the worker's notification; here real packets cause it. */
    @Test
    @Upstream("test-Consumer: Consumer emits \"score\"")
    void scoreIsEmittedWhenPacketsPass() {
        PlainTransport plain = await(router.createPlainTransport(
                PlainTransportOptions.builder(Listen.udp()).comedia(true).build()));
        Consumer consumer = consume(await(plain.produce(Sources.opus(SSRC))));
        EventProbe<ConsumerScoreEvent> scores = probe(consumer::onScore);

        try (RtpSender sender = new RtpSender(plain.tuple().localPort(), 100, SSRC)) {
            sender.send(5);

            ConsumerScoreEvent event = scores.next();
            assertThat(event.score().producerScore()).isEqualTo(10);
            assertThat(event.score().producerScores()).containsExactly(10);
            assertThat(consumer.score()).isEqualTo(event.score());
        }
    }
}
