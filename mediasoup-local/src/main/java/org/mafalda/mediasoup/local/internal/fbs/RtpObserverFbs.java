package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.rtpobserver.AddProducerRequest;
import org.mafalda.mediasoup.worker.fbs.rtpobserver.RemoveProducerRequest;

/** What RTP observers are asked. */
public final class RtpObserverFbs {
    private RtpObserverFbs() {}

    /** Stops observing. */
    public static Request<Boolean> pause(String rtpObserverId) {
        return Request.of("rtpObserver.pause", Method.RTPOBSERVER_PAUSE, rtpObserverId);
    }

    /** Observes again. */
    public static Request<Boolean> resume(String rtpObserverId) {
        return Request.of("rtpObserver.resume", Method.RTPOBSERVER_RESUME, rtpObserverId);
    }

    /** Observes a producer. */
    public static Request<Boolean> addProducer(String rtpObserverId, String producerId) {
        return Request.of(
                "rtpObserver.addProducer",
                Method.RTPOBSERVER_ADD_PRODUCER,
                rtpObserverId,
                Body.RtpObserver_AddProducerRequest,
                builder -> AddProducerRequest.createAddProducerRequest(builder, builder.createString(producerId)));
    }

    /** Observes a producer no longer. */
    public static Request<Boolean> removeProducer(String rtpObserverId, String producerId) {
        return Request.of(
                "rtpObserver.removeProducer",
                Method.RTPOBSERVER_REMOVE_PRODUCER,
                rtpObserverId,
                Body.RtpObserver_RemoveProducerRequest,
                builder ->
                        RemoveProducerRequest.createRemoveProducerRequest(builder, builder.createString(producerId)));
    }

    static int writeOptions(FlatBufferBuilder builder, ActiveSpeakerObserverOptions options) {
        return org.mafalda.mediasoup.worker.fbs.activespeakerobserver.ActiveSpeakerObserverOptions
                .createActiveSpeakerObserverOptions(
                        builder, (int) options.interval().toMillis());
    }

    static int writeOptions(FlatBufferBuilder builder, AudioLevelObserverOptions options) {
        return org.mafalda.mediasoup.worker.fbs.audiolevelobserver.AudioLevelObserverOptions
                .createAudioLevelObserverOptions(builder, options.maxEntries(), (byte) options.threshold(), (int)
                options.interval().toMillis());
    }
}
