package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpHeaderExtensionParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPreferredLayersRequest;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPreferredLayersResponse;
import org.mafalda.mediasoup.worker.fbs.rtpparameters.Type;
import org.mafalda.mediasoup.worker.fbs.transport.ConsumeRequest;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceRequest;
import org.mafalda.mediasoup.worker.fbs.transport.ProduceResponse;

final class ProduceConsumeFbsTest {
    private static final RtpParameters PARAMETERS = RtpParameters.builder(List.of())
            .encodings(List.of(RtpEncodingParameters.builder().ssrc(1).build()))
            .build();

    @Test
    void producerIsCreated() {
        Request<ProducerType> request = ProduceFbs.produce(
                "t1",
                "p1",
                MediaKind.VIDEO,
                PARAMETERS,
                new RtpCodecsEncodingsMapping(
                        List.of(), List.of(new RtpCodecsEncodingsMapping.EncodingMapping(1L, null, 99))),
                true,
                0xFFFF_FFFFL,
                true);
        ProduceRequest body = Wire.body(request, new ProduceRequest());

        assertThat(body.producerId()).isEqualTo("p1");
        assertThat(body.kind()).isEqualTo(org.mafalda.mediasoup.worker.fbs.rtpparameters.MediaKind.VIDEO);
        assertThat(body.rtpParameters().encodings(0).ssrc()).isEqualTo(1);
        assertThat(body.rtpMapping().encodings(0).mappedSsrc()).isEqualTo(99);
        assertThat(body.paused()).isTrue();
        assertThat(body.keyFrameRequestDelay()).isEqualTo(0xFFFF_FFFFL);
        assertThat(body.enableMediasoupPacketIdHeaderExtension()).isTrue();
        assertThat(Wire.answered(
                        request,
                        org.mafalda.mediasoup.worker.fbs.response.Body.Transport_ProduceResponse,
                        b -> ProduceResponse.createProduceResponse(b, Type.SIMULCAST)))
                .isEqualTo(ProducerType.SIMULCAST);
    }

    @Test
    void refusalHappensWhileTheBodyIsWritten() {
        RtpParameters refused = PARAMETERS.toBuilder()
                .headerExtensions(List.of(RtpHeaderExtensionParameters.of("urn:example:unknown", 1)))
                .build();
        Request<ProducerType> request = ProduceFbs.produce(
                "t1",
                "p1",
                MediaKind.VIDEO,
                refused,
                new RtpCodecsEncodingsMapping(List.of(), List.of()),
                false,
                0,
                false);

        assertThatThrownBy(() -> Wire.sent(request)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void consumerIsCreated() {
        ConsumeRequest body = Wire.body(consume(new ConsumerLayers(1, 0)), new ConsumeRequest());

        assertThat(body.consumerId()).isEqualTo("c1");
        assertThat(body.producerId()).isEqualTo("p1");
        assertThat(body.type()).isEqualTo(Type.PIPE);
        assertThat(body.consumableRtpEncodings(0).ssrc()).isEqualTo(5);
        assertThat(body.ignoreDtx()).isTrue();
        assertThat(body.preferredLayers().spatialLayer()).isEqualTo(1);
        assertThat(body.preferredLayers().hasTemporalLayer()).isTrue();
        assertThat(body.preferredLayers().temporalLayer()).isZero();
        assertThat(Wire.body(consume(null), new ConsumeRequest()).preferredLayers())
                .isNull();
    }

    @Test
    void lowestTemporalLayerIsNotTakenForUnset() {
        SetPreferredLayersRequest lowest = Wire.body(
                ConsumerFbs.setPreferredLayers("c1", new ConsumerLayers(0, 0)), new SetPreferredLayersRequest());
        SetPreferredLayersRequest highest = Wire.body(
                ConsumerFbs.setPreferredLayers("c1", new ConsumerLayers(0, null)), new SetPreferredLayersRequest());

        assertThat(lowest.preferredLayers().hasTemporalLayer()).isTrue();
        assertThat(highest.preferredLayers().hasTemporalLayer()).isFalse();
    }

    @Test
    void preferredLayersMayBeAnsweredWithNothing() {
        Request<Optional<ConsumerLayers>> request = ConsumerFbs.setPreferredLayers("c1", new ConsumerLayers(2, 2));
        int type = org.mafalda.mediasoup.worker.fbs.response.Body.Consumer_SetPreferredLayersResponse;

        assertThat(Wire.answered(request, 0, b -> 0)).isEmpty();
        assertThat(Wire.answered(request, type, b -> SetPreferredLayersResponse.createSetPreferredLayersResponse(b, 0)))
                .isEmpty();
        assertThat(Wire.answered(
                        request,
                        type,
                        b -> SetPreferredLayersResponse.createSetPreferredLayersResponse(
                                b, ConsumerLayersFbs.write(b, new ConsumerLayers(1, 0)))))
                .contains(new ConsumerLayers(1, 0));
    }

    private static Request<ConsumeReply> consume(@Nullable ConsumerLayers layers) {
        return ConsumeFbs.consume(
                "t1",
                "c1",
                "p1",
                MediaKind.AUDIO,
                PARAMETERS,
                ConsumerType.PIPE,
                List.of(RtpEncodingParameters.builder().ssrc(5).build()),
                false,
                layers,
                true);
    }
}
