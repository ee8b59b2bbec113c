package org.mafalda.mediasoup.local.internal.fbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.ProducerScore;
import org.mafalda.mediasoup.ProducerVideoOrientation;
import org.mafalda.mediasoup.event.BufferedAmountLowEvent;
import org.mafalda.mediasoup.event.ConsumerScoreEvent;
import org.mafalda.mediasoup.event.DataProducerPauseEvent;
import org.mafalda.mediasoup.event.DataProducerResumeEvent;
import org.mafalda.mediasoup.event.IceSelectedTupleChangeEvent;
import org.mafalda.mediasoup.event.IceStateChangeEvent;
import org.mafalda.mediasoup.event.LayersChangeEvent;
import org.mafalda.mediasoup.event.MessageEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.ProducerScoreEvent;
import org.mafalda.mediasoup.event.RtcpEvent;
import org.mafalda.mediasoup.event.RtcpTupleEvent;
import org.mafalda.mediasoup.event.RtpEvent;
import org.mafalda.mediasoup.event.SctpSendBufferFullEvent;
import org.mafalda.mediasoup.event.SctpStateChangeEvent;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.TupleEvent;
import org.mafalda.mediasoup.event.VideoOrientationChangeEvent;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceState;
import org.mafalda.mediasoup.transport.SctpNegotiatedCapabilities;
import org.mafalda.mediasoup.transport.SctpState;
import org.mafalda.mediasoup.transport.TransportProtocol;
import org.mafalda.mediasoup.transport.TransportTuple;
import org.mafalda.mediasoup.worker.fbs.activespeakerobserver.DominantSpeakerNotification;
import org.mafalda.mediasoup.worker.fbs.audiolevelobserver.Volume;
import org.mafalda.mediasoup.worker.fbs.audiolevelobserver.VolumesNotification;
import org.mafalda.mediasoup.worker.fbs.consumer.LayersChangeNotification;
import org.mafalda.mediasoup.worker.fbs.consumer.RtpNotification;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.BufferedAmountLowNotification;
import org.mafalda.mediasoup.worker.fbs.dataconsumer.MessageNotification;
import org.mafalda.mediasoup.worker.fbs.directtransport.RtcpNotification;
import org.mafalda.mediasoup.worker.fbs.notification.Body;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.notification.Notification;
import org.mafalda.mediasoup.worker.fbs.plaintransport.RtcpTupleNotification;
import org.mafalda.mediasoup.worker.fbs.plaintransport.TupleNotification;
import org.mafalda.mediasoup.worker.fbs.producer.Score;
import org.mafalda.mediasoup.worker.fbs.producer.ScoreNotification;
import org.mafalda.mediasoup.worker.fbs.producer.VideoOrientationChangeNotification;
import org.mafalda.mediasoup.worker.fbs.transport.Protocol;
import org.mafalda.mediasoup.worker.fbs.transport.SctpNegotiatedCapabilitiesNotification;
import org.mafalda.mediasoup.worker.fbs.transport.SctpStateChangeNotification;
import org.mafalda.mediasoup.worker.fbs.transport.Tuple;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsStateChangeNotification;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceSelectedTupleChangeNotification;
import org.mafalda.mediasoup.worker.fbs.webrtctransport.IceStateChangeNotification;

final class NotificationFbsTest {
    private static final byte[] PACKET = {1, -2, 3};
    private static final TransportTuple TUPLE =
            new TransportTuple("10.0.0.1", 65535, "10.0.0.2", 40000, TransportProtocol.TCP);

    @Test
    void eventsWithoutBodyAreRead() {
        assertThat(bare(Event.WORKER_RUNNING)).isEqualTo(new WorkerRunningNotice());
        assertThat(bare(Event.CONSUMER_PRODUCER_PAUSE)).isEqualTo(new ProducerPauseEvent());
        assertThat(bare(Event.CONSUMER_PRODUCER_RESUME)).isEqualTo(new ProducerResumeEvent());
        assertThat(bare(Event.CONSUMER_PRODUCER_CLOSE)).isEqualTo(new ProducerCloseNotice());
        assertThat(bare(Event.DATACONSUMER_DATAPRODUCER_PAUSE)).isEqualTo(new DataProducerPauseEvent());
        assertThat(bare(Event.DATACONSUMER_DATAPRODUCER_RESUME)).isEqualTo(new DataProducerResumeEvent());
        assertThat(bare(Event.DATACONSUMER_DATAPRODUCER_CLOSE)).isEqualTo(new DataProducerCloseNotice());
        assertThat(bare(Event.DATACONSUMER_SCTP_SENDBUFFER_FULL)).isEqualTo(new SctpSendBufferFullEvent());
        assertThat(bare(Event.AUDIOLEVELOBSERVER_SILENCE)).isEqualTo(new SilenceEvent());
    }

    @Test
    void eventsOfTransportsAreRead() {
        assertThat(Wire.told(
                        Event.WEBRTCTRANSPORT_ICE_STATE_CHANGE,
                        Body.WebRtcTransport_IceStateChangeNotification,
                        b -> IceStateChangeNotification.createIceStateChangeNotification(
                                b, org.mafalda.mediasoup.worker.fbs.webrtctransport.IceState.COMPLETED)))
                .isEqualTo(new IceStateChangeEvent(IceState.COMPLETED));
        assertThat(Wire.told(
                        Event.WEBRTCTRANSPORT_ICE_SELECTED_TUPLE_CHANGE,
                        Body.WebRtcTransport_IceSelectedTupleChangeNotification,
                        b -> IceSelectedTupleChangeNotification.createIceSelectedTupleChangeNotification(b, tuple(b))))
                .isEqualTo(new IceSelectedTupleChangeEvent(TUPLE));
        assertThat(Wire.told(
                        Event.WEBRTCTRANSPORT_DTLS_STATE_CHANGE,
                        Body.WebRtcTransport_DtlsStateChangeNotification,
                        b -> DtlsStateChangeNotification.createDtlsStateChangeNotification(
                                b,
                                org.mafalda.mediasoup.worker.fbs.webrtctransport.DtlsState.CONNECTED,
                                b.createString("PEM"))))
                .isEqualTo(new DtlsStateNotice(DtlsState.CONNECTED, "PEM"));
        assertThat(Wire.told(
                        Event.PLAINTRANSPORT_TUPLE,
                        Body.PlainTransport_TupleNotification,
                        b -> TupleNotification.createTupleNotification(b, tuple(b))))
                .isEqualTo(new TupleEvent(TUPLE));
        assertThat(Wire.told(
                        Event.PLAINTRANSPORT_RTCP_TUPLE,
                        Body.PlainTransport_RtcpTupleNotification,
                        b -> RtcpTupleNotification.createRtcpTupleNotification(b, tuple(b))))
                .isEqualTo(new RtcpTupleEvent(TUPLE));
    }

    @Test
    void eventsOfSctpAssociationsAreRead() {
        assertThat(Wire.told(
                        Event.TRANSPORT_SCTP_STATE_CHANGE,
                        Body.Transport_SctpStateChangeNotification,
                        b -> SctpStateChangeNotification.createSctpStateChangeNotification(
                                b, org.mafalda.mediasoup.worker.fbs.sctpassociation.SctpState.CONNECTED)))
                .isEqualTo(new SctpStateChangeEvent(SctpState.CONNECTED));
        assertThat(Wire.told(
                        Event.TRANSPORT_SCTP_NEGOTIATED_CAPABILITIES,
                        Body.Transport_SctpNegotiatedCapabilitiesNotification,
                        b -> SctpNegotiatedCapabilitiesNotification.createSctpNegotiatedCapabilitiesNotification(
                                b,
                                org.mafalda.mediasoup.worker.fbs.sctpassociation.SctpNegotiatedCapabilities
                                        .createSctpNegotiatedCapabilities(b, 65535, 1024))))
                .isEqualTo(new SctpNegotiatedCapabilities(65535, 1024));
    }

    @Test
    void eventsOfProducersAreRead() {
        assertThat(Wire.told(Event.PRODUCER_SCORE, Body.Producer_ScoreNotification, b -> {
                    int[] scores = {
                        Score.createScore(b, 0, 0xFFFF_FFFFL, b.createString("r0"), 9),
                        Score.createScore(b, 1, 2, 0, 10)
                    };
                    return ScoreNotification.createScoreNotification(
                            b, ScoreNotification.createScoresVector(b, scores));
                }))
                .isEqualTo(new ProducerScoreEvent(
                        List.of(new ProducerScore(0, 0xFFFF_FFFFL, "r0", 9), new ProducerScore(1, 2, null, 10))));
        assertThat(Wire.told(
                        Event.PRODUCER_VIDEO_ORIENTATION_CHANGE,
                        Body.Producer_VideoOrientationChangeNotification,
                        b -> VideoOrientationChangeNotification.createVideoOrientationChangeNotification(
                                b, true, false, 270)))
                .isEqualTo(new VideoOrientationChangeEvent(new ProducerVideoOrientation(true, false, 270)));
    }

    @Test
    void scoreOfAConsumerIsRead() {
        assertThat(Wire.told(Event.CONSUMER_SCORE, Body.Consumer_ScoreNotification, b -> {
                    int scores = org.mafalda.mediasoup.worker.fbs.consumer.ConsumerScore.createProducerScoresVector(
                            b, new byte[] {10, 0});
                    return org.mafalda.mediasoup.worker.fbs.consumer.ScoreNotification.createScoreNotification(
                            b,
                            org.mafalda.mediasoup.worker.fbs.consumer.ConsumerScore.createConsumerScore(
                                    b, 8, 10, scores));
                }))
                .isEqualTo(new ConsumerScoreEvent(new ConsumerScore(8, 10, List.of(10, 0))));
    }

    @Test
    void layersOfAConsumerAreReadAndMayBeNone() {
        assertThat(layers(new ConsumerLayers(2, 0))).isEqualTo(new LayersChangeEvent(new ConsumerLayers(2, 0)));
        assertThat(layers(new ConsumerLayers(0, null))).isEqualTo(new LayersChangeEvent(new ConsumerLayers(0, null)));
        assertThat(layers(null)).isEqualTo(new LayersChangeEvent(null));
    }

    @Test
    void eventsOfObserversAreRead() {
        assertThat(Wire.told(
                        Event.ACTIVESPEAKEROBSERVER_DOMINANT_SPEAKER,
                        Body.ActiveSpeakerObserver_DominantSpeakerNotification,
                        b -> DominantSpeakerNotification.createDominantSpeakerNotification(b, b.createString("p1"))))
                .isEqualTo(new DominantSpeakerNotice("p1"));
        assertThat(Wire.told(Event.AUDIOLEVELOBSERVER_VOLUMES, Body.AudioLevelObserver_VolumesNotification, b -> {
                    int[] volumes = {Volume.createVolume(b, b.createString("p1"), (byte) -127)};
                    return VolumesNotification.createVolumesNotification(
                            b, VolumesNotification.createVolumesVector(b, volumes));
                }))
                .isEqualTo(new VolumesNotice(List.of(new VolumesNotice.Volume("p1", -127))));
    }

    @Test
    void bufferedAmountIsReadUnsigned() {
        assertThat(Wire.told(
                        Event.DATACONSUMER_BUFFERED_AMOUNT_LOW,
                        Body.DataConsumer_BufferedAmountLowNotification,
                        b -> BufferedAmountLowNotification.createBufferedAmountLowNotification(b, 0xFFFF_FFFFL)))
                .isEqualTo(new BufferedAmountLowEvent(0xFFFF_FFFFL));
    }

    @Test
    void packetsAreCopied() {
        Notification rtp = Wire.notification(
                Event.CONSUMER_RTP,
                Body.Consumer_RtpNotification,
                b -> RtpNotification.createRtpNotification(b, RtpNotification.createDataVector(b, PACKET)));
        Notification rtcp = Wire.notification(
                Event.DIRECTTRANSPORT_RTCP,
                Body.DirectTransport_RtcpNotification,
                b -> RtcpNotification.createRtcpNotification(b, RtcpNotification.createDataVector(b, PACKET)));
        Notification message = Wire.notification(
                Event.DATACONSUMER_MESSAGE,
                Body.DataConsumer_MessageNotification,
                b -> MessageNotification.createMessageNotification(
                        b, 53, MessageNotification.createDataVector(b, PACKET)));

        RtpEvent rtpEvent = (RtpEvent) decodedThenOverwritten(rtp);
        RtcpEvent rtcpEvent = (RtcpEvent) decodedThenOverwritten(rtcp);
        MessageEvent messageEvent = (MessageEvent) decodedThenOverwritten(message);

        assertThat(rtpEvent.packet()).isEqualTo(ByteBuffer.wrap(PACKET));
        assertThat(rtcpEvent.packet()).isEqualTo(ByteBuffer.wrap(PACKET));
        assertThat(messageEvent.message().payload()).isEqualTo(ByteBuffer.wrap(PACKET));
        assertThat(messageEvent.message().ppid()).isEqualTo(53);
    }

    @Test
    void unknownEventIsIgnored() {
        assertThat(bare(255)).isNull();
        assertThat(bare(Event.WORKER_CLOSE)).isNull();
    }

    @Test
    void missingBodyIsAFault() {
        assertThatThrownBy(() -> bare(Event.PRODUCER_SCORE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[event:" + Event.PRODUCER_SCORE + "]");
    }

    @Test
    void everyEventOfTheWorkerIsKnown() {
        List<Integer> unknown = IntStream.rangeClosed(Event.WORKER_RUNNING, Event.AUDIOLEVELOBSERVER_VOLUMES)
                .filter(event -> !known(event))
                .boxed()
                .toList();

        assertThat(unknown).isEmpty();
    }

    /** An event that is known has its result, or asks for the body that is not there. */
    private static boolean known(int event) {
        try {
            return bare(event) != null;
        } catch (IllegalStateException noBody) {
            return true;
        }
    }

    private static @Nullable Object bare(int event) {
        return Wire.told(event, Body.NONE, b -> 0);
    }

    private static @Nullable Object layers(@Nullable ConsumerLayers layers) {
        return Wire.told(
                Event.CONSUMER_LAYERS_CHANGE,
                Body.Consumer_LayersChangeNotification,
                b -> LayersChangeNotification.createLayersChangeNotification(b, ConsumerLayersFbs.write(b, layers)));
    }

    private static Object decodedThenOverwritten(Notification notification) {
        Object decoded = NotificationFbs.decode(notification);
        ByteBuffer bytes = notification.getByteBuffer();
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) 0);
        }
        return Objects.requireNonNull(decoded);
    }

    private static int tuple(FlatBufferBuilder builder) {
        return Tuple.createTuple(
                builder,
                builder.createString("10.0.0.1"),
                65535,
                builder.createString("10.0.0.2"),
                40000,
                Protocol.TCP);
    }
}
