package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Registration;
import org.mafalda.acceptance.Signals;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.event.CloseEvent;

/** What closing means, for the object, for all below it, and for what is on its way. */
public abstract class CloseContract extends AcceptanceTest {
    private Worker worker;
    private List<ProcessHandle> stopped = List.of();

    /** For the compositions. */
    protected CloseContract() {}

    @BeforeEach
    void createWorker() {
        worker = newWorker();
    }

    @Test
    void routerAndAllBelowAreClosedWhenCloseReturns() {
        Room room = Room.open(worker);

        room.router().close();

        assertThat(room.closed()).isTrue();
        assertThat(room.empty()).isTrue();
        assertThat(worker.routers()).isEmpty();
    }

    @Test
    void transportAndAllBelowAreClosedWhenCloseReturns() {
        Room room = Room.open(worker);

        room.sending().close();

        assertThat(room.sending().closed()).isTrue();
        assertThat(room.reply().closed()).isTrue();
        assertThat(room.audioConsumer().closed()).isTrue();
        assertThat(room.videoConsumer().closed()).isTrue();
        assertThat(room.sending().consumers()).isEmpty();
        assertThat(room.sending().producers()).isEmpty();
        assertThat(room.router().consumers()).isEmpty();
        assertThat(room.router().producers())
                .containsOnlyKeys(room.audio().id(), room.video().id());
        assertThat(room.router().transports())
                .containsOnlyKeys(room.receiving().id(), room.plain().id());
        assertThat(room.audio().closed()).isFalse();
    }

    @Test
    void workerAndAllBelowAreClosedWhenCloseReturns() {
        Room room = Room.open(worker);

        worker.close();

        assertThat(worker.closed()).isTrue();
        assertThat(room.closed()).isTrue();
        assertThat(room.empty()).isTrue();
        assertThat(worker.routers()).isEmpty();
        assertThat(mediasoup().workers()).isEmpty();
    }

    @Test
    void closeEventsOfARouterComeChildrenFirst() {
        Room room = Room.open(worker);
        EventLog log = room.logCloses(eventLog());

        room.router().close();

        assertThat(log.await(Room.CLOSE_ORDER.size())).isEqualTo(Room.CLOSE_ORDER);
        await(worker.dump());
        assertThat(log.labels()).hasSize(Room.CLOSE_ORDER.size());
    }

    @Test
    void closeEventsOfAWorkerComeChildrenFirst() {
        Room room = Room.open(worker);
        EventLog log = room.logCloses(eventLog()).add("worker", worker::onClose);
        List<String> expected = new ArrayList<>(Room.CLOSE_ORDER);
        expected.add("worker");

        worker.close();

        assertThat(log.await(expected.size())).isEqualTo(expected);
    }

    private CloseReason reason(Registration<CloseEvent> onClose) {
        return probe(onClose).next().reason();
    }

    @Test
    void closeReasonTellsWhatWasClosed() {
        Room room = Room.open(worker);

        room.videoConsumer().close();
        room.sending().close();
        room.audio().close();
        room.router().close();
        worker.close();

        assertThat(reason(room.videoConsumer()::onClose)).isEqualTo(new CloseReason.Called());
        assertThat(reason(room.audioConsumer()::onClose)).isEqualTo(new CloseReason.TransportClosed());
        assertThat(reason(room.reply()::onClose)).isEqualTo(new CloseReason.TransportClosed());
        assertThat(reason(room.sending()::onClose)).isEqualTo(new CloseReason.Called());
        assertThat(reason(room.audio()::onClose)).isEqualTo(new CloseReason.Called());
        assertThat(reason(room.video()::onClose)).isEqualTo(new CloseReason.RouterClosed());
        assertThat(reason(room.receiving()::onClose)).isEqualTo(new CloseReason.RouterClosed());
        assertThat(reason(room.router()::onClose)).isEqualTo(new CloseReason.Called());
        assertThat(reason(worker::onClose)).isEqualTo(new CloseReason.Called());
    }

    @Test
    void onCloseIsSticky() {
        Router router = newRouter(worker);
        EventProbe<CloseEvent> before = probe(router::onClose);
        router.close();
        before.next();

        EventProbe<CloseEvent> after = probe(router::onClose);

        assertThat(after.next().reason()).isEqualTo(new CloseReason.Called());
        after.expectNoneAfter(worker::dump);
        before.expectNoneAfter(worker::dump);
    }

    @Test
    void closeIsIdempotent() {
        Room room = Room.open(worker);
        EventLog log = room.logCloses(eventLog());

        room.receiving().close();
        room.receiving().close();
        room.router().close();
        room.router().close();
        room.receiving().close();

        await(worker.dump());
        assertThat(log.labels()).containsExactlyInAnyOrderElementsOf(Room.CLOSE_ORDER);
    }

    @Test
    void closedSubscriptionHearsNothing() {
        Router router = newRouter(worker);
        EventProbe<CloseEvent> unsubscribed = probe(router::onClose);
        unsubscribed.close();
        unsubscribed.close();

        router.close();

        unsubscribed.expectNoneAfter(worker::dump);
    }

    /** From now on the worker answers nothing: what is asked for is in flight. */
    private void stopProcess() {
        stopped = backend().processesOf(worker);
        Signals.send(stopped, "STOP");
    }

    private void continueProcess() {
        Signals.send(stopped, "CONT");
    }

    @Test
    void creationInFlightBelowAClosingRouterFails() {
        Router router = newRouter(worker);

        stopProcess();
        List<CompletableFuture<?>> creations = List.of(
                router.createWebRtcTransport(
                        WebRtcTransportOptions.listen(Listen.udp()).build()),
                router.createPlainTransport(
                        PlainTransportOptions.builder(Listen.udp()).build()));
        router.close();
        continueProcess();

        creations.forEach(creation -> assertThat(assertFailsWith(creation, InvalidStateException.class))
                .isNotInstanceOf(WorkerClosedException.class));
        assertThat(router.transports()).isEmpty();
        assertThat(await(worker.dump()).routerIds()).isEmpty();
    }

    @Test
    void creationInFlightBelowAClosingTransportFails() {
        Room room = Room.open(worker);
        WebRtcTransport transport = newWebRtcTransport(room.router());

        stopProcess();
        CompletableFuture<?> producing = transport.produce(Sources.opus(88));
        CompletableFuture<?> consuming = transport.consume(
                ConsumerOptions.builder(room.audio().id(), Devices.OPUS_H264).build());
        transport.close();
        continueProcess();

        assertFailsWith(producing, InvalidStateException.class);
        assertFailsWith(consuming, InvalidStateException.class);
        assertThat(await(room.router().dump()).transportIds()).hasSize(3);
        assertThat(await(room.router().dump()).mapProducerIdConsumerIds()).hasSize(3);
        assertThat(room.router().producers()).hasSize(3);
        assertThat(room.router().consumers()).hasSize(2);
    }

    @Test
    void creationInFlightBelowAClosingWorkerFails() {
        Router router = newRouter(worker);

        stopProcess();
        CompletableFuture<?> routerCreation =
                worker.createRouter(RouterOptions.builder().build());
        CompletableFuture<?> transportCreation = router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).build());
        worker.close();
        continueProcess();

        assertFailsWith(routerCreation, WorkerClosedException.class);
        assertFailsWith(transportCreation, WorkerClosedException.class);
        assertThat(worker.routers()).isEmpty();
    }

    @Test
    void callsInFlightAreSettledByClose() {
        Room room = Room.open(worker);

        List<CompletableFuture<?>> calls = Stream.<CompletableFuture<?>>generate(
                        () -> room.audio().dump())
                .limit(200)
                .toList();
        room.router().close();

        calls.forEach(call -> assertThat(failure(call))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        failure -> assertThat(failure).isInstanceOf(InvalidStateException.class)));
    }

    @Test
    void closeInAListenerClosesTheNewObject() {
        Router router = newRouter(worker);
        EventProbe<?> handled = probe(listener -> router.onNewTransport(event -> {
            event.transport().close();
            listener.on(event);
        }));

        CompletableFuture<WebRtcTransport> creation = router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).build());

        handled.next();
        settles(creation);
        await(worker.dump());
        assertThat(router.transports()).isEmpty();
        assertThat(await(router.dump()).transportIds()).isEmpty();
    }
}
