package org.mafalda.mediasoup.local.internal.fbs;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.mafalda.mediasoup.dump.ProducerDump;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.local.internal.channel.Notification;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.producer.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.producer.EnableTraceEventRequest;
import org.mafalda.mediasoup.worker.fbs.producer.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.producer.SendNotification;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Dump;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Stats;

/** What producers are asked and told. */
public final class ProducerFbs {
    private ProducerFbs() {}

    /** The inner state. */
    public static Request<ProducerDump> dump(String producerId) {
        return Request.of("producer.dump", Method.PRODUCER_DUMP, producerId, ProducerFbs::readDump);
    }

    /** The figures of its RTP streams. */
    public static Request<List<RtpStreamRecvStats>> getStats(String producerId) {
        return Request.of("producer.getStats", Method.PRODUCER_GET_STATS, producerId, ProducerFbs::readStats);
    }

    /** Forwards nothing from now on. */
    public static Request<Boolean> pause(String producerId) {
        return Request.of("producer.pause", Method.PRODUCER_PAUSE, producerId);
    }

    /** Forwards again. */
    public static Request<Boolean> resume(String producerId) {
        return Request.of("producer.resume", Method.PRODUCER_RESUME, producerId);
    }

    /** Traces these and nothing else. */
    public static Request<Boolean> enableTraceEvent(String producerId, Set<ProducerTraceEventType> types) {
        return Request.of(
                "producer.enableTraceEvent",
                Method.PRODUCER_ENABLE_TRACE_EVENT,
                producerId,
                Body.Producer_EnableTraceEventRequest,
                builder -> EnableTraceEventRequest.createEnableTraceEventRequest(
                        builder,
                        EnableTraceEventRequest.createEventsVector(builder, ProducerTraceFbs.TYPE.write(types))));
    }

    /** Hands an RTP packet to a producer of a direct transport; the position of the buffer stays. */
    public static Notification send(String producerId, ByteBuffer packet) {
        return new Notification(
                Event.PRODUCER_SEND,
                producerId,
                org.mafalda.mediasoup.worker.fbs.notification.Body.Producer_SendNotification,
                builder -> SendNotification.createSendNotification(
                        builder, SendNotification.createDataVector(builder, packet.duplicate())));
    }

    private static ProducerDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        return new ProducerDump(
                dump.id(),
                RtpTypeFbs.KIND.read(dump.kind()),
                RtpTypeFbs.PRODUCER_TYPE.read(dump.type()),
                RtpParametersFbs.read(dump.rtpParameters()),
                RtpMappingFbs.read(dump.rtpMapping()),
                VectorFbs.tables(dump.rtpStreamsLength(), new Dump(), dump::rtpStreams, RtpStreamDumpFbs::read),
                VectorFbs.values(
                        dump.traceEventTypesLength(), i -> ProducerTraceFbs.TYPE.read(dump.traceEventTypes(i))),
                dump.paused());
    }

    private static List<RtpStreamRecvStats> readStats(Reply reply) {
        GetStatsResponse response = reply.body(new GetStatsResponse());
        return List.copyOf(VectorFbs.tables(
                response.statsLength(), new Stats(), response::stats, RtpStreamStatsFbs::readReceived));
    }
}
