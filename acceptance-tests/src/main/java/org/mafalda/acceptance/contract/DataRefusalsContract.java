package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Fixtures;
import org.mafalda.acceptance.Refusals;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * What mediasoup's tests of data producers and data consumers expect a {@code TypeError} for, value by value: the
 * class, the field and the rule that it is refused with here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Refusals awaits what an attempt returns
public abstract class DataRefusalsContract extends AcceptanceTest {
    private static final String PRODUCE =
            "test-DataProducer: webRtcTransport1.produceData() with wrong arguments rejects with TypeError";
    private static final String ORDERED =
            "test-DataProducer: transport.produceData() with ordered and maxPacketLifeTime rejects with TypeError";
    private static final String SEND =
            "test-DataConsumer: dataConsumer.send() on a DirectTransport rejects with TypeError";

    private Router router;
    private WebRtcTransport transport;

    /** For the compositions. */
    protected DataRefusalsContract() {}

    @BeforeEach
    void createTransport() {
        router = Fixtures.newRouter(newWorker());
        transport = await(router.createWebRtcTransport(
                WebRtcTransportOptions.listen(Listen.udp()).enableSctp(true).build()));
    }

    @Test
    @Upstream(PRODUCE)
    void optionsOfADataProducer() {
        Refusals.of(PRODUCE)
                .rule(
                        "{}",
                        () -> transport.produceData(
                                DataProducerOptions.builder().build()),
                        "sctpStreamParameters",
                        "none",
                        "must be given unless the transport is a DirectTransport")
                .rule(
                        "sctpStreamParameters: { foo: 'foo' }",
                        () -> new SctpStreamParameters(-1, null, null, null),
                        "streamId",
                        -1,
                        "must be between 0 and 65534")
                .check();
        assertThat(transport.dataProducers()).isEmpty();
    }

    @Test
    @Upstream(ORDERED)
    void orderAndLifeTimeExcludeEachOther() {
        Refusals.of(ORDERED)
                .rule(
                        "ordered: true, maxPacketLifeTime: 4000",
                        () -> new SctpStreamParameters(999, true, 4000, null),
                        "ordered",
                        true,
                        "must not be true together with maxPacketLifeTime or maxRetransmits")
                .check();
    }

    @Test
    @Upstream(SEND)
    void sendOnADirectTransport() {
        DirectTransport direct = await(
                router.createDirectTransport(DirectTransportOptions.builder().build()));
        DataProducer producer =
                await(direct.produceData(DataProducerOptions.builder().build()));
        DataConsumer consumer = await(
                direct.consumeData(DataConsumerOptions.builder(producer.id()).build()));

        Refusals.of(SEND)
                .unsupported(
                        "'foo'",
                        () -> consumer.send(DataMessage.text("foo")),
                        "DataConsumer of a DirectTransport has no SCTP stream")
                .check();
    }
}
