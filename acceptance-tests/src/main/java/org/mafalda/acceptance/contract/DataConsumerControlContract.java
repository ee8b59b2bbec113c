package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mafalda.acceptance.Fixtures.newDirectTransport;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newSctpTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventLog;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** The second half of upstream's test-DataConsumer: what is done with data consumers, and their end. */
public abstract class DataConsumerControlContract extends AcceptanceTest {
    private Router router;
    private WebRtcTransport transport;
    private DataProducer dataProducer;
    private DataConsumer dataConsumer;

    /** For the compositions. */
    protected DataConsumerControlContract() {}

    @BeforeEach
    void createConsumer() {
        router = newRouter(newWorker());
        transport = newSctpTransport(router);
        dataProducer = await(newSctpTransport(router)
                .produceData(DataProducerOptions.builder()
                        .sctpStreamParameters(new SctpStreamParameters(12345, false, 5000, null))
                        .build()));
        dataConsumer = await(transport.consumeData(options().build()));
    }

    private DataConsumerOptions.Builder options() {
        return DataConsumerOptions.builder(dataProducer.id());
    }

    /** A subchannel above 65535 is refused, not taken for another one. */
    @Test
    @Upstream("test-DataConsumer: dataConsumer.setSubchannels() succeeds")
    void setSubchannelsSucceeds() {
        await(dataConsumer.setSubchannels(List.of(999, 999, 998, 0)));
        assertThat(dataConsumer.subchannels()).containsExactly(0, 998, 999);

        for (int bad : new int[] {-1, 65_536, Integer.MIN_VALUE}) {
            assertThat(assertFailsWith(dataConsumer.setSubchannels(List.of(1, bad)), InvalidArgumentException.class))
                    .hasMessage("subchannels must be between 0 and 65535 [subchannels:" + bad + "]");
            assertThat(assertFailsWith(dataConsumer.addSubchannel(bad), InvalidArgumentException.class))
                    .hasMessage("subchannel must be between 0 and 65535 [subchannel:" + bad + "]");
            assertFailsWith(dataConsumer.removeSubchannel(bad), InvalidArgumentException.class);
        }
        assertThat(dataConsumer.subchannels()).containsExactly(0, 998, 999);
        assertThat(await(dataConsumer.dump()).subchannels()).containsExactly(0, 998, 999);
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.addSubchannel() and .removeSubchannel() succeed")
    void addSubchannelAndRemoveSubchannelSucceed() {
        await(dataConsumer.setSubchannels(List.of()));
        assertThat(dataConsumer.subchannels()).isEmpty();
        await(dataConsumer.addSubchannel(5));
        assertThat(dataConsumer.subchannels()).containsExactly(5);
        await(dataConsumer.addSubchannel(10));
        assertThat(dataConsumer.subchannels()).containsExactly(5, 10);
        await(dataConsumer.addSubchannel(5));
        assertThat(dataConsumer.subchannels()).containsExactly(5, 10);
        await(dataConsumer.removeSubchannel(666));
        assertThat(dataConsumer.subchannels()).containsExactly(5, 10);
        await(dataConsumer.removeSubchannel(5));
        assertThat(dataConsumer.subchannels()).containsExactly(10);
        await(dataConsumer.setSubchannels(List.of()));
        assertThat(dataConsumer.subchannels()).isEmpty();
    }

    @Test
    void bufferedAmountIsZeroUntilSomethingWaits() {
        assertThat(await(dataConsumer.getBufferedAmount())).isZero();

        await(dataConsumer.setBufferedAmountLowThreshold(4_294_967_295L));
        assertThat(await(dataConsumer.dump()).bufferedAmountLowThreshold()).isEqualTo(4_294_967_295L);
        await(dataConsumer.setBufferedAmountLowThreshold(0));
        assertThat(await(dataConsumer.dump()).bufferedAmountLowThreshold()).isZero();
        for (long bad : new long[] {-1, 4_294_967_296L, Long.MIN_VALUE}) {
            assertThat(assertFailsWith(dataConsumer.setBufferedAmountLowThreshold(bad), InvalidArgumentException.class))
                    .hasMessage("threshold must be between 0 and 4294967295 [threshold:" + bad + "]");
        }
    }

    /** What waits for an endpoint that never connects is known. */
    @Test
    void messagesWaitForTheEndpoint() {
        assertThat(await(dataConsumer.send(DataMessage.text("foo")))).isEqualTo(3);
        assertThat(await(dataConsumer.send(DataMessage.binary(ByteBuffer.allocate(1000)))))
                .isEqualTo(1003);
        assertThat(await(dataConsumer.send(DataMessage.text("")))).isEqualTo(1004);
        assertThat(await(dataConsumer.getBufferedAmount())).isEqualTo(1004);
        assertThat(await(dataConsumer.dump()).bufferedAmount()).isEqualTo(1004);
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.send() on a DirectTransport rejects with TypeError")
    void dataConsumerOfADirectTransportHasNoStream() {
        DataConsumer direct =
                await(newDirectTransport(router).consumeData(options().build()));

        assertThat(assertFailsWith(direct.send(DataMessage.text("foo")), UnsupportedException.class))
                .hasMessage("DataConsumer of a DirectTransport has no SCTP stream [id:" + direct.id()
                        + ", method:dataConsumer.send]");
        assertFailsWith(direct.getBufferedAmount(), UnsupportedException.class);
        assertFailsWith(direct.setBufferedAmountLowThreshold(1), UnsupportedException.class);
    }

    @Test
    void sendRefusesWhatItCannotSend() {
        DataMessage text = DataMessage.text("foo");
        for (DataMessage message : List.of(text.toSubchannels(List.of(1)), text.requiring(1), text.ignoring(1))) {
            assertThat(assertFailsWith(dataConsumer.send(message), InvalidArgumentException.class))
                    .hasMessageContaining("message.subchannels must not be given");
        }
        DataMessage tooLong = DataMessage.binary(ByteBuffer.allocate(262_145));
        assertThat(assertFailsWith(dataConsumer.send(tooLong), InvalidArgumentException.class))
                .hasMessage("message.payload must not be longer than maxSendMessageSize of the transport, 262144 bytes"
                        + " [message.payload:262145 bytes]");
        assertThat(await(dataConsumer.send(DataMessage.binary(ByteBuffer.allocate(262_144)))))
                .isEqualTo(262_144);
    }

    @Test
    void optionsAreChecked() {
        for (int bad : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> options().maxRetransmits(bad).build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("maxRetransmits must be between 0 and 65535 [maxRetransmits:" + bad + "]");
            assertThatThrownBy(() ->
                            options().maxPacketLifeTime(Duration.ofMillis(bad)).build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("maxPacketLifeTime must be between 0 and 65535 ms");
            assertThatThrownBy(() -> options().subchannels(List.of(bad)).build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("subchannels must be between 0 and 65535 [subchannels:" + bad + "]");
        }
        assertThat(assertFailsWith(
                        transport.consumeData(options()
                                .maxPacketLifeTime(Duration.ofMillis(1))
                                .maxRetransmits(1)
                                .build()),
                        InvalidArgumentException.class))
                .hasMessageContaining("maxRetransmits must not be given together with maxPacketLifeTime");
        assertThat(transport.dataConsumers()).containsOnlyKeys(dataConsumer.id());
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.pause() and resume() succeed")
    void pauseAndResumeSucceed() {
        EventLog log = eventLog().add("pause", dataConsumer::onPause).add("resume", dataConsumer::onResume);

        await(dataConsumer.pause());
        assertThat(dataConsumer.paused()).isTrue();
        assertThat(await(dataConsumer.dump()).paused()).isTrue();
        await(dataConsumer.resume());
        assertThat(dataConsumer.paused()).isFalse();
        assertThat(await(dataConsumer.dump()).paused()).isFalse();
        settles(
                dataConsumer.pause(),
                dataConsumer.resume(),
                dataConsumer.pause(),
                dataConsumer.pause(),
                dataConsumer.pause());
        await(dataConsumer.resume());

        assertThat(log.labels()).containsExactly("pause", "resume", "pause", "resume", "pause", "resume");
    }

    @Test
    @Upstream("test-DataConsumer: dataProducer.pause() and resume() emit events")
    void pauseOfTheProducerPausesTheConsumer() {
        EventLog log = eventLog()
                .add("producerPause", dataConsumer::onDataProducerPause)
                .add("pause", dataConsumer::onPause)
                .add("producerResume", dataConsumer::onDataProducerResume)
                .add("resume", dataConsumer::onResume);

        settles(dataProducer.pause(), dataProducer.resume());

        assertThat(log.await(4)).containsExactly("producerPause", "pause", "producerResume", "resume");
        assertThat(dataConsumer.paused()).isFalse();
        assertThat(dataConsumer.dataProducerPaused()).isFalse();
    }

    /** It flows when neither is paused; only then there is a pause or a resume. */
    @Test
    void eitherPauseHoldsTheFlow() {
        EventLog log = eventLog()
                .add("producerPause", dataConsumer::onDataProducerPause)
                .add("pause", dataConsumer::onPause)
                .add("producerResume", dataConsumer::onDataProducerResume)
                .add("resume", dataConsumer::onResume);

        await(dataConsumer.pause());
        await(dataProducer.pause());
        log.await(2);
        assertThat(dataConsumer.dataProducerPaused()).isTrue();
        assertThat(await(dataConsumer.dump()).dataProducerPaused()).isTrue();
        await(dataConsumer.resume());
        assertThat(dataConsumer.paused()).isFalse();
        await(dataProducer.resume());

        assertThat(log.await(4)).containsExactly("pause", "producerPause", "producerResume", "resume");
    }

    @Test
    @Upstream("test-DataConsumer: dataConsumer.close() succeeds")
    void closeSucceeds() {
        EventProbe<CloseEvent> close = probe(dataConsumer::onClose);

        dataConsumer.close();

        assertThat(dataConsumer.closed()).isTrue();
        assertThat(transport.dataConsumers()).isEmpty();
        assertThat(router.dataConsumers()).isEmpty();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.Called());
        assertThat(await(router.dump()).mapDataProducerIdDataConsumerIds())
                .isEqualTo(Map.of(dataProducer.id(), List.of()));
        assertThat(await(router.dump()).mapDataConsumerIdDataProducerId()).isEmpty();
        assertThat(await(transport.dump()).dataConsumerIds()).isEmpty();
        close.expectNoneAfter(router::dump);
    }

    @Test
    @Upstream("test-DataConsumer: Consumer methods reject if closed")
    void methodsFailWhenClosed() {
        dataConsumer.close();

        assertFailsWith(dataConsumer.dump(), InvalidStateException.class);
        assertFailsWith(dataConsumer.getStats(), InvalidStateException.class);
        assertFailsWith(dataConsumer.pause(), InvalidStateException.class);
        assertFailsWith(dataConsumer.resume(), InvalidStateException.class);
        assertFailsWith(dataConsumer.getBufferedAmount(), InvalidStateException.class);
        assertFailsWith(dataConsumer.setBufferedAmountLowThreshold(1), InvalidStateException.class);
        assertFailsWith(dataConsumer.setSubchannels(List.of()), InvalidStateException.class);
        assertFailsWith(dataConsumer.addSubchannel(1), InvalidStateException.class);
        assertFailsWith(dataConsumer.removeSubchannel(1), InvalidStateException.class);
        assertFailsWith(dataConsumer.send(DataMessage.text("foo")), InvalidStateException.class);
    }

    @Test
    @Upstream("test-DataConsumer: DataConsumer emits \"dataproducerclose\" if DataProducer is closed")
    void closeOfTheProducerClosesTheConsumer() {
        EventProbe<CloseEvent> close = probe(dataConsumer::onClose);

        dataProducer.close();

        assertThat(close.next().reason()).isEqualTo(new CloseReason.DataProducerClosed());
        assertThat(dataConsumer.closed()).isTrue();
        assertThat(transport.dataConsumers()).isEmpty();
        close.expectNoneAfter(router::dump);
        assertFailsWith(dataConsumer.dump(), InvalidStateException.class);
    }

    @Test
    @Upstream("test-DataConsumer: DataConsumer emits \"transportclose\" if Transport is closed")
    void transportCloseClosesTheConsumer() {
        EventProbe<CloseEvent> close = probe(dataConsumer::onClose);

        transport.close();

        assertThat(dataConsumer.closed()).isTrue();
        assertThat(close.next().reason()).isEqualTo(new CloseReason.TransportClosed());
        assertFailsWith(dataConsumer.dump(), InvalidStateException.class);
        assertThat(await(router.dump()).mapDataProducerIdDataConsumerIds())
                .isEqualTo(Map.of(dataProducer.id(), List.of()));
        assertThat(await(router.dump()).mapDataConsumerIdDataProducerId()).isEmpty();
    }
}
