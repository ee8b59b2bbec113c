package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.MediasoupException;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.RequestFailedException;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Transport;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.WebRtcTransport;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.dump.TransportDump;
import org.mafalda.mediasoup.event.NewProducerEvent;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** The first half of upstream's test-Producer: how producers are made. */
public abstract class ProducerContract extends AcceptanceTest {
    private Router router;
    private WebRtcTransport transport;

    /** For the compositions. */
    protected ProducerContract() {}

    @BeforeEach
    void createTransport() {
        router = newRouter(newWorker());
        transport = newWebRtcTransport(router);
    }

    private Producer produceAndCheck(ProducerOptions options, MediaKind kind, ProducerType type) {
        EventProbe<NewProducerEvent> newProducers = probe(transport::onNewProducer);

        Producer producer = await(transport.produce(options));

        assertThat(newProducers.next().producer()).isSameAs(producer);
        assertThat(newProducers.arrived()).isEqualTo(1);
        assertThat(transport.producers()).containsExactly(Map.entry(producer.id(), producer));
        assertThat(router.producers()).containsExactly(Map.entry(producer.id(), producer));
        assertThat(producer.id()).isNotEmpty();
        assertThat(producer.closed()).isFalse();
        assertThat(producer.kind()).isEqualTo(kind);
        assertThat(producer.type()).isEqualTo(type);
        assertThat(producer.rtpParameters().encodings()).isNotEmpty();
        assertThat(producer.consumableRtpParameters().codecs()).isNotEmpty();
        assertThat(producer.paused()).isFalse();
        assertThat(producer.score()).isEmpty();
        assertThat(producer.appData()).isEqualTo(Sources.APP_DATA);
        RouterDump routerDump = await(router.dump());
        assertThat(routerDump.mapProducerIdConsumerIds()).isEqualTo(Map.of(producer.id(), List.of()));
        assertThat(routerDump.mapConsumerIdProducerId()).isEmpty();
        TransportDump transportDump = await(transport.dump());
        assertThat(transportDump.producerIds()).containsExactly(producer.id());
        assertThat(transportDump.consumerIds()).isEmpty();
        return producer;
    }

    @Test
    @Upstream("test-Producer: webRtcTransport1.produce() succeeds")
    void produceAudioSucceeds() {
        produceAndCheck(Sources.opusWithoutEncodings(), MediaKind.AUDIO, ProducerType.SIMPLE);
    }

    @Test
    @Upstream("test-Producer: webRtcTransport2.produce() succeeds")
    void produceVideoSucceeds() {
        produceAndCheck(Sources.h264Simulcast(null), MediaKind.VIDEO, ProducerType.SIMULCAST);
    }

    @Test
    @Upstream("test-Producer: webRtcTransport1.produce() without header extensions and rtcp succeeds")
    void produceWithoutHeaderExtensionsAndRtcpSucceeds() {
        Producer producer = produceAndCheck(
                Sources.audio(RtpParameters.builder(List.of(Sources.opusCodec(0)
                                .parameters(Map.of("useinbandfec", 1, "usedtx", 1, "foo", 222.222, "bar", "333"))
                                .build()))
                        .mid("AUDIO2")
                        .build()),
                MediaKind.AUDIO,
                ProducerType.SIMPLE);

        producer.close();
        assertThat(transport.producers()).isEmpty();
    }

    @Test
    void producePausedStartsPaused() {
        Producer producer = await(transport.produce(
                ProducerOptions.builder(MediaKind.AUDIO, Sources.opus().rtpParameters())
                        .paused(true)
                        .build()));

        assertThat(producer.paused()).isTrue();
        assertThat(await(producer.dump()).paused()).isTrue();
    }

    @Test
    void produceWithAnIdKeepsIt() {
        ProducerOptions options = ProducerOptions.builder(
                        MediaKind.AUDIO, Sources.opus().rtpParameters())
                .id("my-own-id")
                .build();

        assertThat(await(transport.produce(options)).id()).isEqualTo("my-own-id");
        assertFailsWith(newWebRtcTransport(router).produce(options), InvalidArgumentException.class);
    }

    private static ProducerOptions h264(RtpParameters.Builder parameters) {
        return Sources.video(parameters.build());
    }

    /** Kinds and SSRCs of another type cannot be written; numbers out of range cannot be built. */
    @Test
    @Upstream("test-Producer: webRtcTransport1.produce() with wrong arguments rejects with TypeError")
    void produceWithWrongArgumentsFails() {
        assertFails(Sources.audio(RtpParameters.builder(List.of()).build()));
        assertThatThrownBy(() -> Sources.ssrc(-1).build()).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Sources.ssrc(4_294_967_296L).build()).isInstanceOf(InvalidArgumentException.class);
        assertFails(h264(RtpParameters.builder(List.of(Sources.h264Codec(), Sources.rtxCodec(113, 112)))));
        assertFailsWith(
                transport.produce(h264(RtpParameters.builder(List.of(Sources.h264Codec(), Sources.rtxCodec(113, 111)))
                        .encodings(List.of(Sources.ssrc(6666)
                                .rtx(new RtpEncodingParameters.Rtx(6667))
                                .build())))),
                InvalidArgumentException.class);
        assertThat(transport.producers()).isEmpty();
        assertThat(await(transport.dump()).producerIds()).isEmpty();
    }

    /** What only the worker finds out fails with its own reason. */
    private void assertFails(ProducerOptions options) {
        assertThat(assertFailsWith(transport.produce(options), MediasoupException.class))
                .isInstanceOfAny(InvalidArgumentException.class, RequestFailedException.class);
    }

    @Test
    @Upstream("test-Producer: webRtcTransport1.produce() with unsupported codecs rejects with UnsupportedError")
    void produceWithUnsupportedCodecsFails() {
        assertThat(assertFailsWith(
                        transport.produce(Sources.audio(
                                RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/ISAC", 108, 32000)
                                                .build()))
                                        .encodings(List.of(Sources.ssrc(1111).build()))
                                        .build())),
                        UnsupportedException.class))
                .hasMessageContaining("audio/ISAC");
        RtpCodecParameters badProfile = RtpCodecParameters.builder("video/h264", 112, 90000)
                .parameters(Map.of("packetization-mode", 1, "profile-level-id", "CHICKEN"))
                .build();
        assertFailsWith(
                transport.produce(h264(RtpParameters.builder(List.of(badProfile, Sources.rtxCodec(113, 112)))
                        .encodings(List.of(Sources.ssrc(6666)
                                .rtx(new RtpEncodingParameters.Rtx(6667))
                                .build())))),
                UnsupportedException.class);
    }

    @Test
    @Upstream("test-Producer: transport.produce() with already used MID or SSRC rejects with Error")
    void produceWithAUsedMidOrSsrcFails() {
        assertTwiceFails(transport, Sources.opus());
        ProducerOptions withMid = Sources.h264Simulcast(null);
        assertTwiceFails(newWebRtcTransport(router), withMid);
        RtpParameters sameSsrc =
                withMid.rtpParameters().toBuilder().mid("ANOTHER").build();
        assertThat(sameSsrc.encodings()).isNotEmpty();
        WebRtcTransport third = newWebRtcTransport(router);
        await(third.produce(withMid));
        assertFailsWith(third.produce(Sources.video(sameSsrc)), RequestFailedException.class);
    }

    private static void assertTwiceFails(Transport transport, ProducerOptions options) {
        await(transport.produce(options));
        assertFailsWith(transport.produce(options), RequestFailedException.class);
        assertThat(transport.producers()).hasSize(1);
    }

    @Test
    @Upstream(
            "test-Producer: transport.produce() with no MID and with single encoding without RID or SSRC rejects with Error")
    void produceThatCannotBeRecognisedFails() {
        assertFailsWith(
                transport.produce(Sources.audio(RtpParameters.builder(
                                List.of(Sources.opusCodec(111).build()))
                        .encodings(List.of(RtpEncodingParameters.builder().build()))
                        .build())),
                InvalidArgumentException.class);
    }

    @Test
    @Upstream("test-Producer: transport.produce() with single encoding and no temporal layers is of type simple")
    void producerOfOneStreamWithoutLayersIsSimple() {
        assertThat(await(transport.produce(Sources.vp8(Sources.ssrc(11111111).build())))
                        .type())
                .isEqualTo(ProducerType.SIMPLE);
    }

    @Test
    @Upstream("test-Producer: transport.produce() with single encoding and temporal layers is of type svc")
    void producerOfOneStreamWithLayersIsSvc() {
        assertThat(await(transport.produce(Sources.vp8(
                                Sources.ssrc(11111111).scalabilityMode("L1T3").build())))
                        .type())
                .isEqualTo(ProducerType.SVC);
    }

    @Test
    @Upstream("test-Producer: transport.produce() with multiple encodings is of type simulcast")
    void producerOfSeveralStreamsIsSimulcast() {
        assertThat(await(transport.produce(Sources.vp8(
                                Sources.ssrc(11111111).scalabilityMode("L1T3").build(),
                                Sources.ssrc(22222222).scalabilityMode("L1T3").build())))
                        .type())
                .isEqualTo(ProducerType.SIMULCAST);
    }
}
