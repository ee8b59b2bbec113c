package org.mafalda.mediasoup.local.internal.fbs;

import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.dump.DirectTransportDump;
import org.mafalda.mediasoup.dump.PipeTransportDump;
import org.mafalda.mediasoup.dump.PlainTransportDump;
import org.mafalda.mediasoup.dump.RouterDump;
import org.mafalda.mediasoup.dump.WebRtcTransportDump;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.router.CloseRtpObserverRequest;
import org.mafalda.mediasoup.worker.fbs.router.CloseTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateActiveSpeakerObserverRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateAudioLevelObserverRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateDirectTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreatePipeTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreatePlainTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.CreateWebRtcTransportRequest;
import org.mafalda.mediasoup.worker.fbs.router.DumpResponse;

/** What routers are asked. */
public final class RouterFbs {
    private RouterFbs() {}

    /** The inner state. */
    public static Request<RouterDump> dump(String routerId) {
        return Request.of("router.dump", Method.ROUTER_DUMP, routerId, RouterFbs::readDump);
    }

    private static RouterDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new RouterDump(
                dump.id(),
                VectorFbs.values(dump.transportIdsLength(), dump::transportIds),
                VectorFbs.values(dump.rtpObserverIdsLength(), dump::rtpObserverIds),
                MapFbs.lists(dump.mapProducerIdConsumerIdsLength(), dump::mapProducerIdConsumerIds),
                MapFbs.strings(dump.mapConsumerIdProducerIdLength(), dump::mapConsumerIdProducerId),
                MapFbs.lists(dump.mapProducerIdObserverIdsLength(), dump::mapProducerIdObserverIds),
                MapFbs.lists(dump.mapDataProducerIdDataConsumerIdsLength(), dump::mapDataProducerIdDataConsumerIds),
                MapFbs.strings(dump.mapDataConsumerIdDataProducerIdLength(), dump::mapDataConsumerIdDataProducerId));
    }

    /** Creates a WebRTC transport, on ports of its own or on those of a WebRtcServer. */
    public static Request<WebRtcTransportDump> createWebRtcTransport(
            String routerId, String transportId, WebRtcTransportOptions options) {
        return new Request<>(
                "router.createWebRtcTransport",
                options.webRtcServer() == null
                        ? Method.ROUTER_CREATE_WEBRTCTRANSPORT
                        : Method.ROUTER_CREATE_WEBRTCTRANSPORT_WITH_SERVER,
                routerId,
                Body.Router_CreateWebRtcTransportRequest,
                builder -> CreateWebRtcTransportRequest.createCreateWebRtcTransportRequest(
                        builder, builder.createString(transportId), WebRtcTransportFbs.writeOptions(builder, options)),
                WebRtcTransportFbs::readDump);
    }

    /** Creates a plain transport. */
    public static Request<PlainTransportDump> createPlainTransport(
            String routerId, String transportId, PlainTransportOptions options) {
        return new Request<>(
                "router.createPlainTransport",
                Method.ROUTER_CREATE_PLAINTRANSPORT,
                routerId,
                Body.Router_CreatePlainTransportRequest,
                builder -> CreatePlainTransportRequest.createCreatePlainTransportRequest(
                        builder, builder.createString(transportId), PlainTransportFbs.writeOptions(builder, options)),
                PlainTransportFbs::readDump);
    }

    /** Creates a pipe transport. */
    public static Request<PipeTransportDump> createPipeTransport(
            String routerId, String transportId, PipeTransportOptions options) {
        return new Request<>(
                "router.createPipeTransport",
                Method.ROUTER_CREATE_PIPETRANSPORT,
                routerId,
                Body.Router_CreatePipeTransportRequest,
                builder -> CreatePipeTransportRequest.createCreatePipeTransportRequest(
                        builder, builder.createString(transportId), PipeTransportFbs.writeOptions(builder, options)),
                PipeTransportFbs::readDump);
    }

    /** Creates a direct transport. */
    public static Request<DirectTransportDump> createDirectTransport(
            String routerId, String transportId, DirectTransportOptions options) {
        return new Request<>(
                "router.createDirectTransport",
                Method.ROUTER_CREATE_DIRECTTRANSPORT,
                routerId,
                Body.Router_CreateDirectTransportRequest,
                builder -> CreateDirectTransportRequest.createCreateDirectTransportRequest(
                        builder, builder.createString(transportId), DirectTransportFbs.writeOptions(builder, options)),
                DirectTransportFbs::readDump);
    }

    /** Closes a transport. */
    public static Request<Boolean> closeTransport(String routerId, String transportId) {
        return Request.of(
                "router.closeTransport",
                Method.ROUTER_CLOSE_TRANSPORT,
                routerId,
                Body.Router_CloseTransportRequest,
                builder ->
                        CloseTransportRequest.createCloseTransportRequest(builder, builder.createString(transportId)));
    }

    /** Creates an active speaker observer. */
    public static Request<Boolean> createActiveSpeakerObserver(
            String routerId, String rtpObserverId, ActiveSpeakerObserverOptions options) {
        return Request.of(
                "router.createActiveSpeakerObserver",
                Method.ROUTER_CREATE_ACTIVESPEAKEROBSERVER,
                routerId,
                Body.Router_CreateActiveSpeakerObserverRequest,
                builder -> CreateActiveSpeakerObserverRequest.createCreateActiveSpeakerObserverRequest(
                        builder, builder.createString(rtpObserverId), RtpObserverFbs.writeOptions(builder, options)));
    }

    /** Creates an audio level observer. */
    public static Request<Boolean> createAudioLevelObserver(
            String routerId, String rtpObserverId, AudioLevelObserverOptions options) {
        return Request.of(
                "router.createAudioLevelObserver",
                Method.ROUTER_CREATE_AUDIOLEVELOBSERVER,
                routerId,
                Body.Router_CreateAudioLevelObserverRequest,
                builder -> CreateAudioLevelObserverRequest.createCreateAudioLevelObserverRequest(
                        builder, builder.createString(rtpObserverId), RtpObserverFbs.writeOptions(builder, options)));
    }

    /** Closes an observer. */
    public static Request<Boolean> closeRtpObserver(String routerId, String rtpObserverId) {
        return Request.of(
                "router.closeRtpObserver",
                Method.ROUTER_CLOSE_RTPOBSERVER,
                routerId,
                Body.Router_CloseRtpObserverRequest,
                builder -> CloseRtpObserverRequest.createCloseRtpObserverRequest(
                        builder, builder.createString(rtpObserverId)));
    }
}
