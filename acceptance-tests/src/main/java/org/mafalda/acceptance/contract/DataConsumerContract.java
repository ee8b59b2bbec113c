package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newSctpTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.DataConsumerDump;
import org.mafalda.mediasoup.event.NewDataConsumerEvent;
import org.mafalda.mediasoup.stats.DataConsumerStat;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** The first half of upstream's test-DataConsumer: how data consumers are made, and what they tell of themselves. */
public abstract class DataConsumerContract extends AcceptanceTest {
    private Router router;
    private WebRtcTransport transport;
    private DirectTransport direct;
    private DataProducer sctpProducer;
    private DataProducer directProducer;

    /** For the compositions. */
    protected DataConsumerContract() {}

    @BeforeEach
    void createProducers() {
        router = newRouter(newWorker());
        transport = newSctpTransport(router);
        direct = newDirectTransport(router);
        sctpProducer = await(newSctpTransport(router)
                .produceData(DataProducerOptions.builder()
                        .sctpStreamParameters(new SctpStreamParameters(12345, false, 5000, null))
                        .label("foo")
                        .protocol("bar")
                        .build()));
        directProducer = await(direct.produceData(DataProducerOptions.builder().build()));
    }

    private static DataConsumerOptions.Builder of(DataProducer producer) {
        return DataConsumerOptions.builder(producer.id());
    }

    private DataConsumer consume(DataConsumerOptions.Builder options) {
        return await(transport.consumeData(options.build()));
    }

    private static SctpStreamParameters stream(DataConsumer dataConsumer) {
        return Objects.requireNonNull(dataConsumer.sctpStreamParameters());
    }

    private void assertConsumed(DataConsumer dataConsumer, DataProducer dataProducer, Transport by) {
        assertThat(dataConsumer.dataProducerId()).isEqualTo(dataProducer.id());
        assertThat(dataConsumer.closed()).isFalse();
        assertThat(dataConsumer.label()).isEqualTo(dataProducer.label());
        assertThat(dataConsumer.protocol()).isEqualTo(dataProducer.protocol());
        assertThat(dataConsumer.dataProducerPaused()).isFalse();
        assertThat(by.dataConsumers()).containsExactly(Map.entry(dataConsumer.id(), dataConsumer));
        assertThat(router.dataConsumers()).containsExactly(Map.entry(dataConsumer.id(), dataConsumer));
        assertThat(await(router.dump()).mapDataProducerIdDataConsumerIds())
                .containsEntry(dataProducer.id(), List.of(dataConsumer.id()));
        assertThat(await(router.dump()).mapDataConsumerIdDataProducerId())
                .isEqualTo(Map.of(dataConsumer.id(), dataProducer.id()));
        assertThat(await(by.dump()).dataConsumerIds()).containsExactly(dataConsumer.id());
    }

    /** A subchannel above 65535 cannot be built; one that is given twice counts once. */
    @Test
    @Upstream("test-DataConsumer: transport.consumeData() succeeds")
    void consumeDataSucceeds() {
        EventProbe<NewDataConsumerEvent> created = probe(transport::onNewDataConsumer);

        DataConsumer dataConsumer = consume(of(sctpProducer)
                .maxPacketLifeTime(Duration.ofSeconds(4))
                .subchannels(List.of(0, 1, 1, 1, 2, 65535, 100))
                .appData(Map.of("baz", "LOL")));

        assertThat(created.next().dataConsumer()).isSameAs(dataConsumer);
        assertThat(created.arrived()).isEqualTo(1);
        assertThat(dataConsumer.type()).isEqualTo(DataConsumerType.SCTP);
        assertThat(stream(dataConsumer)).isEqualTo(new SctpStreamParameters(0, false, 4000, null));
        assertThat(dataConsumer.paused()).isFalse();
        assertThat(dataConsumer.subchannels()).containsExactly(0, 1, 2, 100, 65535);
        assertThat(dataConsumer.appData()).isEqualTo(Map.of("baz", "LOL"));
        assertThat(dataConsumer.label()).isEqualTo("foo");
        assertThat(dataConsumer.protocol()).isEqualTo("bar");
        assertConsumed(dataConsumer, sctpProducer, transport);
    }

    @Test
    @Upstream("test-DataConsumer: transport.consumeData() with unknown dataProducerId fails")
    void consumeDataOfAnUnknownProducerFails() {
        assertThat(assertFailsWith(
                        transport.consumeData(
                                DataConsumerOptions.builder("12345678").build()),
                        NotFoundException.class))
                .hasMessageContaining("[dataProducerId:12345678, router:" + router.id() + "]");
    }

    @Test
    void consumeDataWithoutSctpFails() {
        assertThat(assertFailsWith(
                        Fixtures.newWebRtcTransport(router)
                                .consumeData(of(sctpProducer).build()),
                        MediasoupException.class))
                .hasMessageContaining("SCTP not enabled");
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.dump() succeeds")
    void dumpSucceeds() {
        DataConsumer dataConsumer = consume(of(sctpProducer)
                .ordered(true)
                .subchannels(List.of(0, 1, 1, 1, 2, 65535, 100))
                .appData(Map.of("baz", "LOL")));

        assertThat(await(dataConsumer.dump()))
                .isEqualTo(new DataConsumerDump(
                        dataConsumer.id(),
                        false,
                        false,
                        List.of(0, 1, 2, 100, 65535),
                        sctpProducer.id(),
                        DataConsumerType.SCTP,
                        new SctpStreamParameters(stream(dataConsumer).streamId(), true, null, null),
                        "foo",
                        "bar",
                        0,
                        1024));
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.getStats() succeeds")
    void getStatsSucceeds() {
        assertNothingSent(await(consume(of(sctpProducer)).getStats()), "foo", "bar");
    }

    private static void assertNothingSent(List<DataConsumerStat> stats, String label, String protocol) {
        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).type()).isEqualTo("data-consumer");
        assertThat(stats.get(0).timestamp()).isPositive();
        assertThat(stats.get(0).label()).isEqualTo(label);
        assertThat(stats.get(0).protocol()).isEqualTo(protocol);
        assertThat(stats.get(0).messagesSent()).isZero();
        assertThat(stats.get(0).bytesSent()).isZero();
        assertThat(stats.get(0).bufferedAmount()).isZero();
    }

    @Test
    @Upstream("test-DataConsumer: transport.consumeData() from a direct DataProducer succeeds")
    void consumeDataOfADirectProducerSucceeds() {
        EventProbe<NewDataConsumerEvent> created = probe(transport::onNewDataConsumer);

        DataConsumer dataConsumer = consume(of(directProducer));

        assertThat(created.next().dataConsumer()).isSameAs(dataConsumer);
        assertThat(dataConsumer.type()).isEqualTo(DataConsumerType.SCTP);
        assertThat(stream(dataConsumer)).isEqualTo(new SctpStreamParameters(0, true, null, null));
        assertThat(dataConsumer.label()).isEmpty();
        assertThat(dataConsumer.protocol()).isEmpty();
        assertThat(dataConsumer.paused()).isFalse();
        assertThat(dataConsumer.subchannels()).isEmpty();
        assertThat(dataConsumer.appData()).isEmpty();
        assertConsumed(dataConsumer, directProducer, transport);
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.dump() consuming from a direct DataProducer succeeds")
    void dumpOfTheConsumerOfADirectProducerSucceeds() {
        DataConsumer dataConsumer =
                consume(of(directProducer).ordered(false).maxRetransmits(2).subchannels(List.of(0, 1)));

        DataConsumerDump dump = await(dataConsumer.dump());

        assertThat(dump.id()).isEqualTo(dataConsumer.id());
        assertThat(dump.dataProducerId()).isEqualTo(directProducer.id());
        assertThat(dump.type()).isEqualTo(DataConsumerType.SCTP);
        assertThat(dump.sctpStreamParameters())
                .isEqualTo(new SctpStreamParameters(stream(dataConsumer).streamId(), false, null, 2));
        assertThat(dump.label()).isEmpty();
        assertThat(dump.protocol()).isEmpty();
        assertThat(dump.paused()).isFalse();
        assertThat(dump.dataProducerPaused()).isFalse();
        assertThat(dump.subchannels()).containsExactly(0, 1);
    }

    /** The order and the limits are those of the data producer, unless the data consumer has its own. */
    @Test
    void streamIsAsReliableAsTheProducersUnlessToldOtherwise() {
        assertThat(stream(consume(of(sctpProducer)))).isEqualTo(new SctpStreamParameters(0, false, 5000, null));
        assertThat(stream(consume(of(sctpProducer).ordered(false))))
                .isEqualTo(new SctpStreamParameters(1, false, 5000, null));
        assertThat(stream(consume(of(sctpProducer).ordered(true).maxRetransmits(3))))
                .isEqualTo(new SctpStreamParameters(2, true, null, null));
        assertThat(stream(consume(of(sctpProducer).maxRetransmits(3))))
                .isEqualTo(new SctpStreamParameters(3, false, null, 3));
        assertThat(stream(consume(of(directProducer).ordered(false))))
                .isEqualTo(new SctpStreamParameters(4, false, null, null));
    }

    /** A stream that rests is used again only after all others. */
    @Test
    void streamIdsAreHandedOutInTurn() {
        DataConsumer first = consume(of(sctpProducer));
        assertThat(stream(first).streamId()).isZero();
        first.close();

        DataConsumer second = consume(of(sctpProducer));
        assertThat(stream(second).streamId()).isEqualTo(1);
        assertThat(stream(await(newSctpTransport(router)
                                .consumeData(of(sctpProducer).build())))
                        .streamId())
                .isZero();
    }

    @Test
    @Upstream("test-DataConsumer: transport.consumeData() on a DirectTransport succeeds")
    void consumeDataOnADirectTransportSucceeds() {
        EventProbe<NewDataConsumerEvent> created = probe(direct::onNewDataConsumer);

        DataConsumer dataConsumer = await(direct.consumeData(
                of(sctpProducer).paused(true).appData(Map.of("hehe", "HEHE")).build()));

        assertThat(created.next().dataConsumer()).isSameAs(dataConsumer);
        assertThat(dataConsumer.type()).isEqualTo(DataConsumerType.DIRECT);
        assertThat(dataConsumer.sctpStreamParameters()).isNull();
        assertThat(dataConsumer.paused()).isTrue();
        assertThat(dataConsumer.appData()).isEqualTo(Map.of("hehe", "HEHE"));
        assertConsumed(dataConsumer, sctpProducer, direct);
        assertThat(await(direct.dump()).dataProducerIds()).containsExactly(directProducer.id());
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.dump() on a DirectTransport succeeds")
    void dumpOnADirectTransportSucceeds() {
        DataConsumer dataConsumer =
                await(direct.consumeData(of(sctpProducer).paused(true).build()));

        assertThat(await(dataConsumer.dump()))
                .isEqualTo(new DataConsumerDump(
                        dataConsumer.id(),
                        true,
                        false,
                        List.of(),
                        sctpProducer.id(),
                        DataConsumerType.DIRECT,
                        null,
                        "foo",
                        "bar",
                        0,
                        0));
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.getStats() on a DirectTransport succeeds")
    void getStatsOnADirectTransportSucceeds() {
        DataConsumer dataConsumer = await(direct.consumeData(of(sctpProducer).build()));

        assertNothingSent(await(dataConsumer.getStats()), "foo", "bar");
    }
}
