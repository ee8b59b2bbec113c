package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newSctpTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.DataProducerDump;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.NewDataProducerEvent;
import org.mafalda.mediasoup.stats.DataProducerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** Upstream's test-DataProducer. */
public abstract class DataProducerContract extends AcceptanceTest {
    private static final Map<String, Object> APP_DATA = Map.of("foo", 1L, "bar", "2");

    private Router router;
    private WebRtcTransport transport1;
    private WebRtcTransport transport2;

    /** For the compositions. */
    protected DataProducerContract() {}

    @BeforeEach
    void createTransports() {
        router = newRouter(newWorker());
        transport1 = newSctpTransport(router);
        transport2 = newSctpTransport(router);
    }

    private static DataProducerOptions.Builder stream(SctpStreamParameters parameters) {
        return DataProducerOptions.builder().sctpStreamParameters(parameters);
    }

    private static DataProducerOptions.Builder stream(int id) {
        return stream(new SctpStreamParameters(id, null, null, null));
    }

    private DataProducer produceReliably() {
        return await(transport1.produceData(stream(666)
                .label("foo")
                .protocol("bar")
                .appData(Map.copyOf(APP_DATA))
                .build()));
    }

    private DataProducer produceUnreliably() {
        return await(transport2.produceData(stream(new SctpStreamParameters(777, null, null, 3))
                .label("foo")
                .protocol("bar")
                .paused(true)
                .appData(Map.copyOf(APP_DATA))
                .build()));
    }

    private void assertProduced(DataProducer dataProducer, WebRtcTransport transport) {
        assertThat(dataProducer.closed()).isFalse();
        assertThat(dataProducer.type()).isEqualTo(DataProducerType.SCTP);
        assertThat(dataProducer.label()).isEqualTo("foo");
        assertThat(dataProducer.protocol()).isEqualTo("bar");
        assertThat(dataProducer.appData()).isEqualTo(APP_DATA);
        assertThat(transport.dataProducers()).containsExactly(Map.entry(dataProducer.id(), dataProducer));
        assertThat(router.dataProducers()).containsExactly(Map.entry(dataProducer.id(), dataProducer));
        assertThat(await(router.dump()).mapDataProducerIdDataConsumerIds())
                .isEqualTo(Map.of(dataProducer.id(), List.of()));
        assertThat(await(router.dump()).mapDataConsumerIdDataProducerId()).isEmpty();
        assertThat(await(transport.dump()).dataProducerIds()).containsExactly(dataProducer.id());
        assertThat(await(transport.dump()).dataConsumerIds()).isEmpty();
    }

    @Test
    @Upstream("test-DataProducer: webRtcTransport1.produceData() succeeds")
    void produceDataSucceeds() {
        EventProbe<NewDataProducerEvent> created = probe(transport1::onNewDataProducer);

        DataProducer dataProducer = produceReliably();

        assertThat(created.next().dataProducer()).isSameAs(dataProducer);
        assertThat(created.arrived()).isEqualTo(1);
        assertThat(dataProducer.sctpStreamParameters()).isEqualTo(new SctpStreamParameters(666, true, null, null));
        assertThat(dataProducer.paused()).isFalse();
        assertProduced(dataProducer, transport1);
    }

    @Test
    @Upstream("test-DataProducer: webRtcTransport2.produceData() succeeds")
    void produceDataWithLimitedRetransmitsIsUnordered() {
        EventProbe<NewDataProducerEvent> created = probe(transport2::onNewDataProducer);

        DataProducer dataProducer = produceUnreliably();

        assertThat(created.next().dataProducer()).isSameAs(dataProducer);
        assertThat(dataProducer.sctpStreamParameters()).isEqualTo(new SctpStreamParameters(777, false, null, 3));
        assertThat(dataProducer.paused()).isTrue();
        assertProduced(dataProducer, transport2);
    }

    @Test
    @Upstream("test-DataProducer: webRtcTransport1.produceData() with wrong arguments rejects with TypeError")
    void produceDataWithoutStreamFails() {
        assertThat(assertFailsWith(
                        transport1.produceData(DataProducerOptions.builder().build()), InvalidArgumentException.class))
                .hasMessageContaining("sctpStreamParameters must be given");
        for (int id : new int[] {-1, 65_535, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> stream(id))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("streamId must be between 0 and 65534 [streamId:" + id + "]");
        }
        assertThat(transport1.dataProducers()).isEmpty();
    }

    @Test
    @Upstream("test-DataProducer: transport.produceData() with already used streamId rejects with Error")
    void produceDataWithAUsedStreamFails() {
        DataProducer first = produceReliably();

        assertThat(assertFailsWith(transport1.produceData(stream(666).build()), RequestFailedException.class))
                .hasMessageContaining("[streamId:666]");

        assertThat(transport1.dataProducers()).containsOnlyKeys(first.id());
        first.close();
        await(transport1.produceData(stream(666).build()));
    }

    @Test
    void produceDataWithAUsedIdFails() {
        DataProducer first = produceReliably();

        for (WebRtcTransport transport : List.of(transport1, transport2)) {
            assertThat(assertFailsWith(
                            transport.produceData(stream(1).id(first.id()).build()), InvalidArgumentException.class))
                    .hasMessage("id must not be that of another data producer of the worker [id:" + first.id() + "]");
        }
        assertThatThrownBy(() -> stream(1).id("").build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("id must not be empty");
        assertThat(await(transport1.produceData(stream(1).id("mine").build())).id())
                .isEqualTo("mine");
    }

    /** The second is refused by the worker, on whichever transport; neither leaves anything behind. */
    @Test
    void oneOfTwoDataProducersOfOneIdSucceeds() {
        var first = transport1.produceData(stream(1).id("mine").build());
        var second = transport2.produceData(stream(1).id("mine").build());

        assertThat(await(first).id()).isEqualTo("mine");
        assertFailsWith(second, MediasoupException.class);
        assertThat(transport2.dataProducers()).isEmpty();
        assertThat(await(transport2.dump()).dataProducerIds()).isEmpty();
    }

    @Test
    void produceDataWithoutSctpFails() {
        assertThat(assertFailsWith(
                        Fixtures.newWebRtcTransport(router)
                                .produceData(stream(1).build()),
                        MediasoupException.class))
                .hasMessageContaining("SCTP not enabled");
    }

    @Test
    @Upstream("test-DataProducer: transport.produceData() with ordered and maxPacketLifeTime rejects with TypeError")
    void anOrderedStreamWithALimitCannotBeBuilt() {
        assertThatThrownBy(() -> new SctpStreamParameters(999, true, 4000, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("ordered must not be true together with maxPacketLifeTime");
        assertThatThrownBy(() -> new SctpStreamParameters(999, false, 4000, 3))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("maxRetransmits must not be given together with maxPacketLifeTime");
        for (int limit : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> new SctpStreamParameters(999, false, limit, null))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("[maxPacketLifeTime:" + limit + "]");
            assertThatThrownBy(() -> new SctpStreamParameters(999, false, null, limit))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("[maxRetransmits:" + limit + "]");
        }
    }

    @Test
    @Upstream("test-DataProducer: dataProducer.dump() succeeds")
    void dumpSucceeds() {
        DataProducer reliable = produceReliably();
        DataProducer unreliable = produceUnreliably();

        assertThat(await(reliable.dump()))
                .isEqualTo(new DataProducerDump(
                        reliable.id(),
                        false,
                        DataProducerType.SCTP,
                        new SctpStreamParameters(666, true, null, null),
                        "foo",
                        "bar"));
        assertThat(await(unreliable.dump()))
                .isEqualTo(new DataProducerDump(
                        unreliable.id(),
                        true,
                        DataProducerType.SCTP,
                        new SctpStreamParameters(777, false, null, 3),
                        "foo",
                        "bar"));
    }

    @Test
    @Upstream("test-DataProducer: dataProducer.getStats() succeeds")
    void getStatsSucceeds() {
        for (DataProducer dataProducer : List.of(produceReliably(), produceUnreliably())) {
            List<DataProducerStat> stats = await(dataProducer.getStats());
            assertThat(stats).hasSize(1);
            assertThat(stats.get(0).type()).isEqualTo("data-producer");
            assertThat(stats.get(0).timestamp()).isPositive();
            assertThat(stats.get(0).label()).isEqualTo("foo");
            assertThat(stats.get(0).protocol()).isEqualTo("bar");
            assertThat(stats.get(0).messagesReceived()).isZero();
            assertThat(stats.get(0).bytesReceived()).isZero();
        }
    }

    @Test
    @Upstream("test-DataProducer: dataProducer.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        DataProducer dataProducer = produceReliably();
        EventLog log = eventLog().add("pause", dataProducer::onPause).add("resume", dataProducer::onResume);

        await(dataProducer.pause());
        assertThat(dataProducer.paused()).isTrue();
        assertThat(await(dataProducer.dump()).paused()).isTrue();
        await(dataProducer.resume());
        assertThat(dataProducer.paused()).isFalse();
        assertThat(await(dataProducer.dump()).paused()).isFalse();
        settles(
                dataProducer.pause(),
                dataProducer.resume(),
                dataProducer.pause(),
                dataProducer.pause(),
                dataProducer.pause());
        await(dataProducer.resume());

        assertThat(log.labels()).containsExactly("pause", "resume", "pause", "resume", "pause", "resume");
    }

    @Test
    @Upstream("test-DataProducer: producer.pause() and resume() emit events")
    void pauseAndResumeEmitEvents() {
        DataProducer dataProducer = produceReliably();
        EventLog log = eventLog().add("resume", dataProducer::onResume).add("pause", dataProducer::onPause);

        settles(dataProducer.pause());
        await(dataProducer.resume());

        assertThat(log.labels()).containsExactly("pause", "resume");
        assertThat(dataProducer.paused()).isFalse();
    }

    @Test
    @Upstream("test-DataProducer: dataProducer.close() succeeds")
    void closeSucceeds() {
        DataProducer dataProducer = produceReliably();
        EventProbe<CloseEvent> close = probe(dataProducer::onClose);

        dataProducer.close();

        assertThat(dataProducer.closed()).isTrue();
        assertThat(transport1.dataProducers()).isEmpty();
        assertThat(router.dataProducers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(await(router.dump()).mapDataProducerIdDataConsumerIds()).isEmpty();
        assertThat(await(router.dump()).mapDataConsumerIdDataProducerId()).isEmpty();
        assertThat(await(transport1.dump()).dataProducerIds()).isEmpty();
        assertThat(await(transport1.dump()).dataConsumerIds()).isEmpty();
        close.expectNoneAfter(router::dump);
    }

    @Test
    @Upstream("test-DataProducer: DataProducer methods reject if closed")
    void methodsFailWhenClosed() {
        DataProducer dataProducer = produceReliably();

        dataProducer.close();

        assertFailsWith(dataProducer.dump(), InvalidStateException.class);
        assertFailsWith(dataProducer.getStats(), InvalidStateException.class);
        assertFailsWith(dataProducer.pause(), InvalidStateException.class);
        assertFailsWith(dataProducer.resume(), InvalidStateException.class);
        assertFailsWith(dataProducer.setAppData(Map.of()), InvalidStateException.class);
    }

    @Test
    @Upstream("test-DataProducer: DataProducer emits \"transportclose\" if Transport is closed")
    void transportCloseClosesTheDataProducer() {
        DataProducer dataProducer = produceUnreliably();
        EventProbe<CloseEvent> close = probe(dataProducer::onClose);

        transport2.close();

        assertThat(dataProducer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.TransportClosed());
        assertFailsWith(dataProducer.dump(), InvalidStateException.class);
    }

    @Test
    void appDataIsReplaced() {
        DataProducer dataProducer = produceReliably();

        await(dataProducer.setAppData(Map.of("new", true)));

        assertThat(dataProducer.appData()).isEqualTo(Map.of("new", true));
    }
}
