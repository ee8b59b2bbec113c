package org.mafalda.rope.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.mediasoup.ActiveSpeakerObserver;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RtpObserver;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.WebRtcServer;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.dump.TransportDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewRouterEvent;
import org.mafalda.mediasoup.stats.TransportStats;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.rope.Change;
import org.mafalda.rope.ConnectionState;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.client.ConnectionStateEvent;
import org.mafalda.rope.protocol.ContractModel;

/** The first real contract: sealed parents, leaves that override, and what its annotations ask for. */
@Timeout(30)
class MediasoupTest {
    private static final ContractModel CONTRACT = ContractModel.of(Mediasoup.class);
    private static final String ROOT =
            "{'id':1,'type':'Mediasoup','state':{'version':'3.27.1','closed':false},'in':[]}";
    private static final String WORKER = ",{'id':2,'type':'Worker','state':{'id':'w','pid':4711,'closed':false,"
            + "'died':false,'appData':{'n':1,'list':[true,null]}},'in':[[1,'workers','w']]}";
    private static final String ROUTER =
            ",{'id':3,'type':'Router','state':{'id':'r','closed':false},'in':[[2,'routers','r']]}";
    private static final String BELOW =
            ",{'id':4,'type':'WebRtcTransport','state':{'id':'t','closed':false,'type':'webrtc','iceState':'connected',"
                    + "'dtlsState':'connected','sctpState':null},'in':[[3,'transports','t']]},"
                    + "{'id':5,'type':'Producer','state':{'id':'p','closed':false,'kind':'audio'},"
                    + "'in':[[3,'producers','p'],[4,'producers','p']]},"
                    + "{'id':6,'type':'ActiveSpeakerObserver','state':{'id':'o','closed':false},'in':[[3,'rtpObservers','o']]}";

    private final ScriptedServer server = new ScriptedServer();
    private @Nullable ClientSession session;

    @BeforeEach
    void connect() {
        server.objects = ROOT + WORKER + ROUTER + BELOW;
        session = Probe.await(
                new ClientSession(CONTRACT, server, ScriptedTest.options().build()).start());
        server.next("rope.hello");
    }

    @AfterEach
    void close() {
        session().close();
    }

    private ClientSession session() {
        return Objects.requireNonNull(session);
    }

    private Mediasoup mediasoup() {
        return (Mediasoup) session().root();
    }

    private Worker worker() {
        return Objects.requireNonNull(mediasoup().workers().get("w"));
    }

    private Router router() {
        return Objects.requireNonNull(worker().routers().get("r"));
    }

    private WebRtcTransport transport() {
        return (WebRtcTransport) Objects.requireNonNull(router().transports().get("t"));
    }

    @Test
    void stateHasTheTypesOfTheContract() {
        assertThat(mediasoup().version()).isEqualTo("3.27.1");
        assertThat(worker().pid()).isEqualTo(OptionalLong.of(4711));
        assertThat(worker().appData())
                .containsEntry("n", 1L)
                .containsEntry("list", java.util.Arrays.asList(true, null));
        assertThat(worker().load()).isNull();
        assertThat(transport().type()).isEqualTo(TransportType.WEBRTC);
        assertThat(transport().iceState()).isEqualTo(IceState.CONNECTED);
        assertThat(transport()).hasToString("WebRtcTransport[id=t, remote]");
    }

    @Test
    void leavesOfSealedParentsAreProxied() {
        Transport transport = transport();
        RtpObserver observer = Objects.requireNonNull(router().rtpObservers().get("o"));

        assertThat(transport).isInstanceOf(WebRtcTransport.class);
        assertThat(observer).isInstanceOf(ActiveSpeakerObserver.class);
        assertThat(router().producers().get("p")).isSameAs(transport.producers().get("p"));
    }

    @Test
    void covariantOverridesAnswerThroughTheParentToo() {
        Transport transport = transport();

        CompletableFuture<? extends List<? extends TransportStats>> stats = transport.getStats();
        server.result(server.next("getStats"), "[]");
        assertThat(Probe.await(stats)).isEmpty();

        CompletableFuture<? extends TransportDump> dump = transport.dump();
        Map<?, ?> request = server.next("dump");
        assertThat(request.get("params")).isEqualTo(List.of(4L));
        server.error(
                request,
                "{'code':-32000,'message':'gone','data':{'name':'RequestFailedException','fact':'gone','details':{}}}");
        assertThat(Probe.failure(dump))
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("gone");
    }

    @Test
    void defaultMethodRunsOnTheSyncedState() {
        assertThat(router().canConsume("no-such-producer", org.mafalda.mediasoup.rtp.SupportedRtpCapabilities.ALL))
                .isFalse();
        assertThat(server.untaken()).isEmpty();
    }

    @Test
    void closedTransportShowsItsLastStateAtOnce() {
        WebRtcTransport transport = transport();
        Probe<Change> changes = Probe.of(((Stateful) transport)::onChange);

        router().close();

        assertThat(transport.closed()).isTrue();
        assertThat(transport.iceState()).isEqualTo(IceState.CLOSED);
        assertThat(transport.dtlsState()).isEqualTo(DtlsState.CLOSED);
        assertThat(transport.iceSelectedTuple()).isNull();
        assertThat(transport.sctpState()).isNull();
        assertThat(changes.untaken()).isEmpty();
    }

    @Test
    void failureNamesWhatWasClosed() {
        Router router = router();
        WebRtcTransport transport = transport();

        transport.close();
        assertThat(Probe.failure(transport.dump()))
                .isExactlyInstanceOf(InvalidStateException.class)
                .hasMessageContaining("WebRtcTransport is closed")
                .hasMessageContaining("id:t");
        router.close();
        assertThat(Probe.failure(router.dump())).isExactlyInstanceOf(InvalidStateException.class);
        worker().close();
        assertThat(Probe.failure(transport.dump())).isInstanceOf(WorkerClosedException.class);
        assertThat(Probe.failure(router.dump())).isInstanceOf(WorkerClosedException.class);
    }

    @Test
    void failureNamesTheOneOfSeveralOwnersThatWasClosed() {
        WebRtcTransport transport = transport();
        Probe<Change> changes = Probe.of(((Stateful) mediasoup())::onChange);
        server.change("'of':1,'created':[{'id':9,'type':'Worker','state':{'id':'w2','pid':4712,'closed':false,"
                + "'died':false,'appData':{}},'in':[[1,'workers','w2']]},{'id':10,'type':'WebRtcServer',"
                + "'state':{'id':'s','closed':false,'appData':{}},'in':[[9,'webRtcServers','s']]}]");
        Worker other = (Worker) changes.next().added().get(0).object();
        WebRtcServer shared = Objects.requireNonNull(other.webRtcServers().get("s"));
        Probe<Change> entries = Probe.of(((Stateful) shared)::onChange);
        server.change("'of':10,'entered':[['webRtcTransports','t',4]]");
        entries.next();

        other.close();

        assertThat(router().closed()).isFalse();
        assertThat(Probe.failure(transport.dump())).isInstanceOf(WorkerClosedException.class);
    }

    @Test
    void closedArgumentFailsLikeTheObjectItself() {
        Probe<NewRouterEvent> created = Probe.of(worker()::onNewRouter);
        server.change("'of':2,'created':[{'id':9,'type':'Router','state':{'id':'r2','closed':false},"
                + "'in':[[2,'routers','r2']]}],'event':['onNewRouter',{'router':9}]");
        Router other = created.next().router();
        other.close();
        server.next("close");

        assertThat(Probe.failure(router().pipeToRouter(
                                PipeToRouterOptions.ofProducer("p", other).build())))
                .isExactlyInstanceOf(InvalidStateException.class)
                .hasMessage("Router is closed [id:r2, method:pipeToRouter]");
        assertThat(server.untaken()).isEmpty();
    }

    private static CloseReason reason(Probe.Registration<CloseEvent> onClose) {
        return Probe.of(onClose).next().reason();
    }

    @Test
    void holderThatLetsGoIsTheReason() {
        Mediasoup mediasoup = mediasoup();
        Worker worker = worker();
        Router router = router();
        Probe<String> order = new Probe<>();
        try (var first = mediasoup.onClose(event -> order.on("mediasoup"));
                var second = worker.onClose(event -> order.on("worker"));
                var third = router.onClose(event -> order.on("router"))) {
            mediasoup.close();

            assertThat(mediasoup.closed()).isTrue();
            assertThat(worker.closed()).isTrue();
            assertThat(mediasoup.workers()).isEmpty();
            assertThat(List.of(order.next(), order.next(), order.next()))
                    .containsExactly("router", "worker", "mediasoup");
            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        }
        assertThat(reason(mediasoup::onClose)).isEqualTo(new CloseReason.Called());
        assertThat(reason(worker::onClose)).isEqualTo(new CloseReason.MediasoupClosed());
        assertThat(reason(router::onClose)).isEqualTo(new CloseReason.MediasoupClosed());
        assertThat(Probe.failure(mediasoup.createWorker(WorkerSettings.DEFAULT)))
                .isInstanceOf(InvalidStateException.class);
    }

    @Test
    void whatIsMissingAfterAReconnectIsClosedChildrenFirst() {
        Worker worker = worker();
        Router router = router();
        WebRtcTransport transport = transport();
        Probe<String> order = new Probe<>();
        try (var first = worker.onClose(event -> order.on("worker"));
                var second = transport.onClose(event -> order.on("transport"));
                var third = router.onClose(event -> order.on("router"));
                var fourth =
                        Objects.requireNonNull(transport.producers().get("p")).onClose(event -> order.on("producer"))) {
            server.objects = ROOT;

            server.cut();

            assertThat(List.of(order.next(), order.next(), order.next(), order.next()))
                    .containsExactly("producer", "transport", "router", "worker");
            assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
        }
        assertThat(reason(transport::onClose)).isEqualTo(new CloseReason.ConnectionClosed());
        assertThat(transport.iceState()).isEqualTo(IceState.CLOSED);
        assertThat(mediasoup().closed()).isFalse();
        assertThat(mediasoup().workers()).isEmpty();
    }

    @Test
    void missedCreationIsAnnounced() {
        Probe<NewRouterEvent> created = Probe.of(worker()::onNewRouter);
        Probe<Change> changes = Probe.of(((Stateful) worker())::onChange);
        server.objects = ROOT + WORKER + ROUTER + BELOW
                + ",{'id':9,'type':'Router','state':{'id':'r2','closed':false},'in':[[2,'routers','r2']]}";

        server.cut();

        Router router = created.next().router();
        assertThat(router.id()).isEqualTo("r2");
        assertThat(worker().routers()).containsEntry("r2", router);
        assertThat(changes.untaken())
                .containsExactly(Change.builder()
                        .added("routers", "r2", router)
                        .event("onNewRouter", new NewRouterEvent(router))
                        .build());
    }

    @Test
    void eventThatSpeaksOfSomethingUnknownIsLeftOut() {
        ActiveSpeakerObserver observer = (ActiveSpeakerObserver)
                Objects.requireNonNull(router().rtpObservers().get("o"));
        Probe<?> speakers = Probe.of(observer::onDominantSpeaker);
        Probe<Change> changes = Probe.of(((Stateful) observer)::onChange);

        server.change("'of':6,'set':{'paused':true},'event':['onDominantSpeaker',{'producer':4711}]");
        server.change("'of':6,'event':['onDominantSpeaker',{'producer':5}]");

        speakers.next();
        assertThat(speakers.untaken()).isEmpty();
        assertThat(changes.next().event()).isNull();
        assertThat(observer.paused()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void eventMaySpeakOfWhatHasJustClosed() {
        ActiveSpeakerObserver observer = (ActiveSpeakerObserver)
                Objects.requireNonNull(router().rtpObservers().get("o"));
        var producer = Objects.requireNonNull(router().producers().get("p"));
        Probe<org.mafalda.mediasoup.event.DominantSpeakerEvent> speakers = Probe.of(observer::onDominantSpeaker);

        server.change("'of':5,'set':{'closed':true},'closed':true");
        server.change("'of':6,'event':['onDominantSpeaker',{'producer':5}]");

        assertThat(speakers.next().producer()).isSameAs(producer);
    }

    @Test
    void stateThatFollowsTheCloseIsStillTold() {
        Worker worker = worker();
        worker.close();
        server.change("'of':1,'left':[['workers','w']]");
        server.change("'of':2,'set':{'closed':true},'event':['onClose',{'reason':{'$type':'Called'}}],'closed':true");

        server.change("'of':2,'set':{'subprocessClosed':true},'event':['onSubprocessClose',{}]");

        Probe.of(worker::onSubprocessClose).next();
        assertThat(worker.subprocessClosed()).isTrue();
        assertThat(reason(worker::onClose)).isEqualTo(new CloseReason.Called());
    }

    @Test
    void connectionThatIsLostForGoodIsTheReason() {
        Probe<ConnectionStateEvent> states = Probe.of(session()::onStateChange);
        Worker worker = worker();

        server.close(4403);

        assertThat(states.next().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(reason(worker::onClose)).isEqualTo(new CloseReason.ConnectionClosed());
        assertThat(reason(mediasoup()::onClose)).isEqualTo(new CloseReason.ConnectionClosed());
    }
}
