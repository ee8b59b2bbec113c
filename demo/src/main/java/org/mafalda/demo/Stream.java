package org.mafalda.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtcpParameters;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;
import org.mafalda.mediasoup.rtp.RtpCodecParameters;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** What the demo sends: one video and one audio stream. */
enum Stream {
    VIDEO(MediaKind.VIDEO, "video/VP8", 101, 90_000, null, 22_222_222),
    AUDIO(MediaKind.AUDIO, "audio/opus", 100, 48_000, 2, 11_111_111);

    private final MediaKind kind;
    private final String mimeType;
    private final int payloadType;
    private final int clockRate;
    private final @Nullable Integer channels;
    private final long ssrc;

    Stream(MediaKind kind, String mimeType, int payloadType, int clockRate, @Nullable Integer channels, long ssrc) {
        this.kind = kind;
        this.mimeType = mimeType;
        this.payloadType = payloadType;
        this.clockRate = clockRate;
        this.channels = channels;
        this.ssrc = ssrc;
    }

    long ssrc() {
        return ssrc;
    }

    int payloadType() {
        return payloadType;
    }

    int clockRate() {
        return clockRate;
    }

    /** What a router needs to forward the stream; the payload type is the router's choice. */
    RtpCodecCapability routerCodec() {
        return new RtpCodecCapability(kind, mimeType, null, clockRate, channels, Map.of(), List.of());
    }

    /** What an endpoint needs to receive the stream: no retransmission, no feedback, no header extensions. */
    RtpCapabilities receiverCapabilities() {
        return new RtpCapabilities(
                List.of(new RtpCodecCapability(kind, mimeType, payloadType, clockRate, channels, Map.of(), List.of())),
                List.of());
    }

    ProducerOptions producerOptions() {
        RtpCodecParameters codec =
                new RtpCodecParameters(mimeType, payloadType, clockRate, channels, Map.of(), List.of());
        RtpParameters parameters = RtpParameters.builder(List.of(codec))
                .encodings(List.of(RtpEncodingParameters.builder().ssrc(ssrc).build()))
                .rtcp(new RtcpParameters("demo", null))
                .build();
        return ProducerOptions.builder(kind, parameters).build();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
