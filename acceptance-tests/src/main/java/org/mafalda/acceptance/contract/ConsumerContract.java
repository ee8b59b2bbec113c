package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.assertFailsWith;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.event.NewConsumerEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;

/** The first quarter of upstream's test-Consumer: how consumers are made. */
public abstract class ConsumerContract extends AcceptanceTest {
    private static final Map<String, Object> OPUS_PARAMETERS =
            Map.of("useinbandfec", 1L, "usedtx", 1L, "foo", 222.222, "bar", "333");

    private Router router;
    private WebRtcTransport receiving;
    private WebRtcTransport sending;
    private Producer audioProducer;
    private Producer videoProducer;

    /** For the compositions. */
    protected ConsumerContract() {}

    @BeforeEach
    void produce() {
        router = newRouter(newWorker());
        receiving = newWebRtcTransport(router);
        sending = newWebRtcTransport(router);
        audioProducer = await(receiving.produce(Sources.opus()));
        videoProducer = await(receiving.produce(Sources.h264Simulcast("L1T5")));
    }

    private static ConsumerOptions.Builder options(Producer producer) {
        return ConsumerOptions.builder(producer.id(), Devices.OPUS_H264);
    }

    private Consumer consumeAndCheck(ConsumerOptions options, Producer producer) {
        EventProbe<NewConsumerEvent> newConsumers = probe(sending::onNewConsumer);
        assertThat(router.canConsume(producer.id(), Devices.OPUS_H264)).isTrue();

        Consumer consumer = await(sending.consume(options));

        assertThat(newConsumers.next().consumer()).isSameAs(consumer);
        assertThat(newConsumers.arrived()).isEqualTo(1);
        assertThat(sending.consumers()).containsEntry(consumer.id(), consumer);
        assertThat(router.consumers()).containsEntry(consumer.id(), consumer);
        assertThat(consumer.producerId()).isEqualTo(producer.id());
        assertThat(consumer.closed()).isFalse();
        assertThat(consumer.kind()).isEqualTo(producer.kind());
        assertThat(consumer.priority()).isEqualTo(1);
        assertThat(consumer.currentLayers()).isNull();
        assertThat(consumer.appData()).isEqualTo(options.appData());
        assertThat(await(router.dump()).mapConsumerIdProducerId()).containsEntry(consumer.id(), producer.id());
        assertThat(await(sending.dump()).consumerIds()).contains(consumer.id());
        return consumer;
    }

    @Test
    @Upstream("test-Consumer: transport.consume() succeeds")
    void consumeAudioSucceeds() {
        Consumer consumer = consumeAndCheck(
                options(audioProducer).appData(Map.of("baz", "LOL")).build(), audioProducer);

        assertThat(consumer.kind()).isEqualTo(MediaKind.AUDIO);
        assertThat(consumer.rtpParameters().mid()).isEqualTo("0");
        assertThat(consumer.rtpParameters().codecs())
                .containsExactly(
                        Sources.opusCodec(100).parameters(OPUS_PARAMETERS).build());
        assertThat(consumer.rtpParameters().msid()).isEqualTo(Sources.MSID);
        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMPLE);
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isFalse();
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 0, List.of(0)));
        assertThat(consumer.preferredLayers()).isNull();
    }

    private static void assertH264(List<RtpCodecParameters> codecs) {
        assertThat(codecs).hasSize(2);
        RtpCodecParameters h264 = codecs.get(0);
        assertThat(h264.mimeType()).isEqualTo("video/H264");
        assertThat(h264.payloadType()).isEqualTo(103);
        assertThat(h264.parameters()).isEqualTo(Map.of("packetization-mode", 1L, "profile-level-id", "4d0032"));
        assertThat(RtpAssertions.feedback(h264)).containsExactly("nack", "nack pli", "ccm fir", "goog-remb");
        RtpCodecParameters rtx = codecs.get(1);
        assertThat(rtx.mimeType()).isEqualTo("video/rtx");
        assertThat(rtx.payloadType()).isEqualTo(104);
        assertThat(rtx.parameters()).isEqualTo(Map.of("apt", 103L));
        assertThat(rtx.rtcpFeedback()).isEmpty();
    }

    @Test
    @Upstream("test-Consumer: transport.consume() succeeds")
    void consumeSimulcastVideoPausedSucceeds() {
        await(videoProducer.pause());
        Consumer audioConsumer = await(sending.consume(options(audioProducer).build()));

        Consumer consumer = consumeAndCheck(
                options(videoProducer)
                        .paused(true)
                        .preferredLayers(new ConsumerLayers(12, 0))
                        .appData(Map.of("baz", "LOL"))
                        .build(),
                videoProducer);

        assertThat(audioConsumer.rtpParameters().mid()).isEqualTo("0");
        assertThat(consumer.rtpParameters().mid()).isEqualTo("1");
        assertH264(consumer.rtpParameters().codecs());
        assertThat(consumer.rtpParameters().msid()).isNull();
        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);
        assertThat(consumer.paused()).isTrue();
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 0, List.of(0, 0, 0, 0)));
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(3, 0));
    }

    @Test
    @Upstream("test-Consumer: transport.consume() succeeds")
    void consumeVideoAsPipeSucceeds() {
        await(videoProducer.pause());
        Consumer simulcast = await(sending.consume(options(videoProducer).build()));

        Consumer consumer = consumeAndCheck(options(videoProducer).pipe(true).build(), videoProducer);

        assertThat(consumer.rtpParameters().mid()).isNull();
        assertH264(consumer.rtpParameters().codecs());
        assertThat(consumer.type()).isEqualTo(ConsumerType.PIPE);
        assertThat(consumer.paused()).isFalse();
        assertThat(consumer.producerPaused()).isTrue();
        assertThat(consumer.score()).isEqualTo(new ConsumerScore(10, 10, List.of(0, 0, 0, 0)));
        assertThat(consumer.preferredLayers()).isNull();
        assertThat(await(router.dump()).mapProducerIdConsumerIds().get(videoProducer.id()))
                .containsExactlyInAnyOrder(simulcast.id(), consumer.id());
    }

    @Test
    @Upstream("test-Consumer: transport.consume() with unknown producerId fails")
    void consumeOfAnUnknownProducerFails() {
        assertThat(assertFailsWith(
                        sending.consume(ConsumerOptions.builder("12345678", Devices.OPUS_H264)
                                .build()),
                        NotFoundException.class))
                .hasMessageContaining("12345678");
        assertThat(router.canConsume("12345678", Devices.OPUS_H264)).isFalse();
    }

    @Test
    @Upstream("test-Consumer: transport.consume() with enableRtx succeeds")
    void consumeAudioWithRtxOffersNack() {
        Consumer consumer =
                await(sending.consume(options(audioProducer).enableRtx(true).build()));

        RtpCodecParameters codec = consumer.rtpParameters().codecs().get(0);
        assertThat(consumer.rtpParameters().codecs()).hasSize(1);
        assertThat(codec.mimeType()).isEqualTo("audio/opus");
        assertThat(codec.payloadType()).isEqualTo(100);
        assertThat(codec.parameters()).isEqualTo(OPUS_PARAMETERS);
        assertThat(RtpAssertions.feedback(codec)).containsExactly("nack");
    }

    @Test
    @Upstream("test-Consumer: transport.consume() can be created with user provided mid")
    void consumeTakesAMid() {
        Consumer first = await(sending.consume(options(audioProducer).build()));
        Consumer second =
                await(sending.consume(options(audioProducer).mid("custom-mid").build()));
        Consumer third = await(sending.consume(options(audioProducer).build()));

        assertThat(first.rtpParameters().mid()).isEqualTo("0");
        assertThat(second.rtpParameters().mid()).isEqualTo("custom-mid");
        assertThat(third.rtpParameters().mid()).isEqualTo("1");
    }

    @Test
    @Upstream("test-Consumer: transport.consume() with incompatible rtpCapabilities rejects with UnsupportedError")
    void consumeWithIncompatibleCapabilitiesFails() {
        for (RtpCapabilities capabilities : List.of(Devices.ISAC_ONLY, Devices.NONE)) {
            assertThat(router.canConsume(audioProducer.id(), capabilities)).isFalse();
            assertFailsWith(
                    sending.consume(ConsumerOptions.builder(audioProducer.id(), capabilities)
                            .build()),
                    UnsupportedException.class);
        }
        assertThat(sending.consumers()).isEmpty();
    }
}
