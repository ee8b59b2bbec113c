package org.mafalda.benchmarks;

import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionUri;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.TransportListenInfo;
import org.mafalda.mediasoup.transport.TransportProtocol;

/** The options of the measured objects; {@code driver.mjs} has the same. */
final class Sources {
    static final int PAYLOAD_TYPE = 111;
    static final int SSRC = 11111111;

    static final RouterOptions ROUTER = RouterOptions.builder()
            .mediaCodecs(List.of(
                    RtpCodecCapability.audio("audio/opus", 48000, 2).build(),
                    RtpCodecCapability.video("video/VP8", 90000).build()))
            .build();

    static final PlainTransportOptions PLAIN_TRANSPORT = PlainTransportOptions.builder(
                    TransportListenInfo.of(TransportProtocol.UDP, "127.0.0.1"))
            .build();

    static final ProducerOptions OPUS = ProducerOptions.builder(
                    MediaKind.AUDIO,
                    RtpParameters.builder(List.of(RtpCodecParameters.builder("audio/opus", PAYLOAD_TYPE, 48000)
                                    .channels(2)
                                    .parameters(Map.of("useinbandfec", 1L, "usedtx", 1L))
                                    .build()))
                            .mid("AUDIO")
                            .headerExtensions(List.of(
                                    RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.MID, 10),
                                    RtpHeaderExtensionParameters.of(RtpHeaderExtensionUri.SSRC_AUDIO_LEVEL, 12)))
                            .encodings(List.of(
                                    RtpEncodingParameters.builder().ssrc(SSRC).build()))
                            .rtcp(new RtcpParameters("benchmark", null))
                            .build())
            .build();

    private Sources() {}

    static ConsumerOptions consumerOf(Producer producer, Router router) {
        return ConsumerOptions.builder(producer.id(), router.rtpCapabilities()).build();
    }
}
