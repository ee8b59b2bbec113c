package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Fixtures.newRouter;
import static org.mafalda.acceptance.Fixtures.newWebRtcTransport;
import static org.mafalda.acceptance.Futures.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.Upstream;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.dump.SimulcastConsumerDump;
import org.mafalda.mediasoup.dump.SvcConsumerDump;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.stats.RtpStreamStats;

/** The second quarter of upstream's test-Consumer: what consumers of each type say of themselves. */
public abstract class ConsumerDumpContract extends AcceptanceTest {
    private Worker worker;
    private WebRtcTransport receiving;
    private WebRtcTransport sending;

    /** For the compositions. */
    protected ConsumerDumpContract() {}

    @BeforeEach
    void createTransports() {
        worker = newWorker();
        Router router = newRouter(worker);
        receiving = newWebRtcTransport(router);
        sending = newWebRtcTransport(router);
    }

    private Consumer consume(Producer producer) {
        return await(sending.consume(
                ConsumerOptions.builder(producer.id(), Devices.OPUS_H264).build()));
    }

    private static RtpHeaderExtensionParameters extension(String uri, int id) {
        return new RtpHeaderExtensionParameters(uri, id, false, Map.of());
    }

    private static long ssrcOf(Consumer consumer) {
        return RtpAssertions.ssrc(consumer.rtpParameters().encodings().get(0));
    }

    private static void assertSame(ConsumerDump dump, Consumer consumer) {
        assertThat(dump.id()).isEqualTo(consumer.id());
        assertThat(dump.producerId()).isEqualTo(consumer.producerId());
        assertThat(dump.kind()).isEqualTo(consumer.kind());
        assertThat(dump.type()).isEqualTo(consumer.type());
        assertThat(dump.producerPaused()).isFalse();
        assertThat(dump.priority()).isEqualTo(1);
        assertThat(dump.rtpParameters().encodings())
                .extracting(RtpEncodingParameters::ssrc)
                .containsExactly(ssrcOf(consumer));
    }

    @Test
    @Upstream("test-Consumer: consumer.dump() succeeds")
    void dumpOfAnAudioConsumerSucceeds() {
        Producer producer = await(receiving.produce(Sources.opus()));
        Consumer consumer = consume(producer);

        ConsumerDump dump = await(consumer.dump());

        assertSame(dump, consumer);
        assertThat(dump.rtpParameters().codecs())
                .containsExactly(Sources.opusCodec(100)
                        .parameters(Map.of("useinbandfec", 1, "usedtx", 1, "foo", 222.222, "bar", "333"))
                        .build());
        assertThat(dump.rtpParameters().headerExtensions())
                .containsExactly(
                        extension(RtpHeaderExtensionUri.MID, 1),
                        extension(RtpHeaderExtensionUri.ABS_SEND_TIME, 4),
                        extension(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 6));
        assertThat(dump.rtpParameters().encodings().get(0).codecPayloadType()).isEqualTo(100);
        assertThat(dump.rtpParameters().msid()).isEqualTo(Sources.MSID);
        assertConsumable(dump, producer);
        assertThat(dump.supportedCodecPayloadTypes()).containsExactly(100);
        assertThat(dump.paused()).isFalse();
    }

    private static void assertConsumable(ConsumerDump dump, Producer producer) {
        List<Long> expected = producer.consumableRtpParameters().encodings().stream()
                .map(RtpAssertions::ssrc)
                .toList();
        assertThat(dump.consumableRtpEncodings())
                .extracting(RtpEncodingParameters::ssrc)
                .isEqualTo(expected);
    }

    @Test
    @Upstream("test-Consumer: consumer.dump() succeeds")
    void dumpOfASimulcastConsumerSucceeds() {
        Producer producer = await(receiving.produce(Sources.h264Simulcast("L1T5")));
        Consumer consumer = await(sending.consume(ConsumerOptions.builder(producer.id(), Devices.OPUS_H264)
                .paused(true)
                .build()));

        ConsumerDump dump = await(consumer.dump());

        assertSame(dump, consumer);
        assertThat(dump).isInstanceOf(SimulcastConsumerDump.class);
        assertThat(dump.rtpParameters().codecs())
                .extracting(codec -> codec.mimeType() + " " + codec.payloadType())
                .containsExactly("video/H264 103", "video/rtx 104");
        assertThat(RtpAssertions.feedback(dump.rtpParameters().codecs().get(0)))
                .containsExactly("nack", "nack pli", "ccm fir", "goog-remb");
        assertThat(dump.rtpParameters().headerExtensions())
                .containsExactly(
                        extension(RtpHeaderExtensionUri.MID, 1),
                        extension(RtpHeaderExtensionUri.ABS_SEND_TIME, 4),
                        extension(RtpHeaderExtensionUri.VIDEO_ORIENTATION, 8),
                        extension(RtpHeaderExtensionUri.TRANSMISSION_OFFSET, 9));
        RtpEncodingParameters encoding = dump.rtpParameters().encodings().get(0);
        assertThat(encoding.codecPayloadType()).isEqualTo(103);
        assertThat(encoding.rtx())
                .isEqualTo(consumer.rtpParameters().encodings().get(0).rtx());
        assertThat(encoding.scalabilityMode()).isEqualTo("L4T5");
        assertThat(dump.rtpParameters().msid()).isNull();
        assertConsumable(dump, producer);
        assertThat(dump.consumableRtpEncodings())
                .extracting(RtpEncodingParameters::scalabilityMode)
                .containsExactly("L1T5", "L1T5", "L1T5", "L1T5");
        assertThat(dump.supportedCodecPayloadTypes()).containsExactly(103);
        assertThat(dump.paused()).isTrue();
    }

    @Test
    @Upstream("test-Consumer: consumer.getStats() succeeds")
    void getStatsSucceeds() {
        Consumer audio = consume(await(receiving.produce(Sources.opus())));
        Consumer video = consume(await(receiving.produce(Sources.h264Simulcast("L1T5"))));

        assertStat(audio, MediaKind.AUDIO, "audio/opus");
        assertStat(video, MediaKind.VIDEO, "video/H264");
    }

    private static void assertStat(Consumer consumer, MediaKind kind, String mimeType) {
        List<RtpStreamStats> stats = await(consumer.getStats());
        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).type()).isEqualTo("outbound-rtp");
        assertThat(stats.get(0).kind()).isEqualTo(kind);
        assertThat(stats.get(0).mimeType()).isEqualTo(mimeType);
        assertThat(stats.get(0).ssrc()).isEqualTo(ssrcOf(consumer));
    }

    /** Transports of a router with VP8 and VP9. */
    private void useVpx() {
        Router router = await(worker.createRouter(
                RouterOptions.builder().mediaCodecs(RouterCodecs.VP8_VP9).build()));
        receiving = newWebRtcTransport(router);
        sending = newWebRtcTransport(router);
    }

    private Consumer consumeVpx(Producer producer, ConsumerLayers preferredLayers) {
        return await(sending.consume(ConsumerOptions.builder(producer.id(), Devices.VP8_VP9)
                .paused(true)
                .preferredLayers(preferredLayers)
                .build()));
    }

    @Test
    @Upstream("test-Consumer: transport.consume() for an SVC producer honors preferredLayers")
    void preferredLayersOfAnSvcConsumerAreHonoured() {
        useVpx();
        Producer producer = await(receiving.produce(Sources.vp9Svc()));

        Consumer consumer = consumeVpx(producer, new ConsumerLayers(1, 0));

        assertThat(consumer.type()).isEqualTo(ConsumerType.SVC);
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(1, 0));
        assertThat(consumeVpx(producer, new ConsumerLayers(9, 9)).preferredLayers())
                .isEqualTo(new ConsumerLayers(2, 2));
        assertThat(consumeVpx(producer, new ConsumerLayers(1, null)).preferredLayers())
                .isEqualTo(new ConsumerLayers(1, 2));
        assertThat(await(consumer.dump())).isInstanceOfSatisfying(SvcConsumerDump.class, dump -> {
            assertThat(dump.preferredSpatialLayer()).isEqualTo(1);
            assertThat(dump.preferredTemporalLayer()).isZero();
            assertThat(dump.currentSpatialLayer()).isEqualTo(-1);
        });
    }

    @Test
    @Upstream("test-Consumer: transport.consume() for a simulcast producer honors preferredLayers")
    void preferredLayersOfASimulcastConsumerAreHonoured() {
        useVpx();
        Producer producer = await(receiving.produce(Sources.vp8Simulcast()));

        Consumer consumer = consumeVpx(producer, new ConsumerLayers(1, 0));

        assertThat(consumer.type()).isEqualTo(ConsumerType.SIMULCAST);
        assertThat(consumer.preferredLayers()).isEqualTo(new ConsumerLayers(1, 0));
        assertThat(consumeVpx(producer, new ConsumerLayers(9, 9)).preferredLayers())
                .isEqualTo(new ConsumerLayers(2, 4));
    }

    private void assertTypes(ProducerOptions source, ProducerType producerType, ConsumerType consumerType) {
        useVpx();
        Producer producer = await(receiving.produce(source));
        Consumer consumer = await(sending.consume(
                ConsumerOptions.builder(producer.id(), Devices.VP8_VP9).build()));

        assertThat(producer.type()).isEqualTo(producerType);
        assertThat(consumer.type()).isEqualTo(consumerType);
        assertThat(await(consumer.dump()).type()).isEqualTo(consumerType);
    }

    @Test
    @Upstream("test-Consumer: transport.consume() from a single-encoding no temporal layer producer is of type simple")
    void consumerOfOneStreamWithoutLayersIsSimple() {
        assertTypes(Sources.vp8(Sources.ssrc(11111111).build()), ProducerType.SIMPLE, ConsumerType.SIMPLE);
    }

    @Test
    @Upstream(
            "test-Consumer: transport.consume() from a single-encoding multiple temporal layer producer is of type svc")
    void consumerOfOneStreamWithLayersIsSvc() {
        assertTypes(
                Sources.vp8(Sources.ssrc(55555555).scalabilityMode("L1T3").build()),
                ProducerType.SVC,
                ConsumerType.SVC);
    }

    @Test
    @Upstream("test-Consumer: transport.consume() from a multiple-encoding producer is of type simulcast")
    void consumerOfSeveralStreamsIsSimulcast() {
        assertTypes(
                Sources.vp8(
                        Sources.ssrc(11111111).scalabilityMode("L1T3").build(),
                        Sources.ssrc(22222222).scalabilityMode("L1T3").build()),
                ProducerType.SIMULCAST,
                ConsumerType.SIMULCAST);
    }
}
