package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newPlainTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Capability;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.PlainTransport;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.RtpObserverType;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.event.AddProducerEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.RemoveProducerEvent;

/** Which producers an RTP observer watches, whatever its kind. */
public abstract class RtpObserverContract extends AcceptanceTest {
    private Worker worker;
    private Router router;
    private PlainTransport transport;
    private Producer producer;

    /** For the compositions. */
    protected RtpObserverContract() {}

    @BeforeEach
    void createProducer() {
        worker = newWorker();
        router = newRouter(worker);
        transport = newPlainTransport(router);
        producer = await(transport.produce(Sources.opus(1111)));
    }

    private RtpObserver create(RtpObserverType type) {
        return switch (type) {
            case AUDIO_LEVEL ->
                await(router.createAudioLevelObserver(
                        AudioLevelObserverOptions.builder().build()));
            case ACTIVE_SPEAKER ->
                await(router.createActiveSpeakerObserver(
                        ActiveSpeakerObserverOptions.builder().build()));
        };
    }

    private Map<String, List<String>> watched() {
        return await(router.dump()).mapProducerIdObserverIds();
    }

    @ParameterizedTest
    @EnumSource(RtpObserverType.class)
    void producersAreAddedAndRemoved(RtpObserverType type) {
        RtpObserver observer = create(type);
        EventProbe<AddProducerEvent> added = probe(observer::onAddProducer);
        EventProbe<RemoveProducerEvent> removed = probe(observer::onRemoveProducer);

        await(observer.addProducer(producer.id()));
        assertThat(added.arrived()).as("events when the call is answered").isEqualTo(1);
        assertThat(watched()).isEqualTo(Map.of(producer.id(), List.of(observer.id())));
        await(observer.removeProducer(producer.id()));
        assertThat(removed.arrived()).as("events when the call is answered").isEqualTo(1);

        assertThat(added.next().producer()).isSameAs(producer);
        assertThat(removed.next().producer()).isSameAs(producer);
        assertThat(watched().values()).allMatch(List::isEmpty);
    }

    @ParameterizedTest
    @EnumSource(RtpObserverType.class)
    void producerThatClosesLeavesByItself(RtpObserverType type) {
        RtpObserver observer = create(type);
        EventProbe<RemoveProducerEvent> removed = probe(observer::onRemoveProducer);
        Producer other = await(transport.produce(Sources.opus(2222)));
        await(observer.addProducer(producer.id()));
        await(observer.addProducer(other.id()));

        producer.close();

        assertThat(watched()).isEqualTo(Map.of(other.id(), List.of(observer.id())));
        removed.expectNoneAfter(worker::dump);
        assertThat(observer.closed()).isFalse();
        assertFailsWith(observer.removeProducer(producer.id()), NotFoundException.class);
    }

    @ParameterizedTest
    @EnumSource(RtpObserverType.class)
    void closedObserverLeavesItsProducers(RtpObserverType type) {
        RtpObserver observer = create(type);
        await(observer.addProducer(producer.id()));

        observer.close();

        assertThat(watched().values()).allMatch(List::isEmpty);
        assertThat(producer.closed()).isFalse();
        assertFailsWith(observer.addProducer(producer.id()), InvalidStateException.class);
        assertFailsWith(observer.removeProducer(producer.id()), InvalidStateException.class);
        assertFailsWith(observer.resume(), InvalidStateException.class);
    }

    @ParameterizedTest
    @EnumSource(RtpObserverType.class)
    void onlyAudioProducersOfTheRouterAreWatched(RtpObserverType type) {
        RtpObserver observer = create(type);
        EventProbe<AddProducerEvent> added = probe(observer::onAddProducer);
        Producer video = await(transport.produce(Sources.vp8Simulcast()));
        Producer foreign = await(newPlainTransport(newRouter(worker)).produce(Sources.opus(2222)));

        assertThat(assertFailsWith(observer.addProducer(video.id()), InvalidArgumentException.class))
                .hasMessageContaining("producerId must be that of an audio producer")
                .hasMessageContaining(video.id());
        assertThat(assertFailsWith(observer.addProducer(foreign.id()), NotFoundException.class))
                .hasMessageContaining(foreign.id())
                .hasMessageContaining(router.id());
        assertFailsWith(observer.removeProducer("no-such-producer"), NotFoundException.class);
        assertThat(watched().values()).allMatch(List::isEmpty);
        added.expectNoneAfter(worker::dump);
    }

    @Test
    void activeSpeakerObserverRefusesAProducerThatItHas() {
        RtpObserver observer = create(RtpObserverType.ACTIVE_SPEAKER);
        EventProbe<AddProducerEvent> added = probe(observer::onAddProducer);
        await(observer.addProducer(producer.id()));

        assertThat(assertFailsWith(observer.addProducer(producer.id()), RuntimeException.class))
                .hasMessageContaining("already in map");

        added.next();
        added.expectNoneAfter(worker::dump);
    }

    @ParameterizedTest
    @EnumSource(RtpObserverType.class)
    void producerThatClosesWhileItIsAddedIsNotFound(RtpObserverType type) {
        RtpObserver observer = create(type);
        EventProbe<AddProducerEvent> added = probe(observer::onAddProducer);
        List<ProcessHandle> processes = backend().processesOf(worker);

        Signals.send(processes, "STOP");
        CompletableFuture<Void> adding = observer.addProducer(producer.id());
        producer.close();
        Signals.send(processes, "CONT");

        assertFailsWith(adding, NotFoundException.class);
        added.expectNoneAfter(worker::dump);
        assertThat(watched()).isEmpty();
    }

    @Test
    void observersCloseAfterTheTransportsOfTheirRouter() {
        RtpObserver levels = create(RtpObserverType.AUDIO_LEVEL);
        RtpObserver speakers = create(RtpObserverType.ACTIVE_SPEAKER);
        await(levels.addProducer(producer.id()));
        EventProbe<CloseEvent> close = probe(levels::onClose);
        EventLog log = eventLog()
                .add("router", router::onClose)
                .add("speakers", speakers::onClose)
                .add("levels", levels::onClose)
                .add("transport", transport::onClose)
                .add("producer", producer::onClose);

        backend().kill(worker);

        List<String> told = log.await(5);
        if (has(Capability.DIES_AT_ONCE)) {
            assertThat(told).containsExactly("producer", "transport", "levels", "speakers", "router");
        } else {
            assertThat(told)
                    .containsExactlyInAnyOrder("producer", "transport", "levels", "speakers", "router")
                    .containsSubsequence("producer", "transport", "router");
        }
        CloseReason reason = close.next().reason();
        if (has(Capability.DIES_AT_ONCE)) {
            assertThat(reason).isEqualTo(probe(worker::onClose).next().reason());
        }
        assertThat(router.rtpObservers()).isEmpty();
    }
}
