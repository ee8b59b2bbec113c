package org.mafalda.mediasoup.local.internal.fbs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.event.ConsumerTraceEventType;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.RtpStreamStats;
import org.mafalda.mediasoup.worker.fbs.consumer.EnableTraceEventRequest;
import org.mafalda.mediasoup.worker.fbs.consumer.GetStatsResponse;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPreferredLayersRequest;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPreferredLayersResponse;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPriorityRequest;
import org.mafalda.mediasoup.worker.fbs.consumer.SetPriorityResponse;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.rtpstream.Stats;

/** What consumers are asked. */
public final class ConsumerFbs {
    private ConsumerFbs() {}

    /** The inner state. */
    public static Request<ConsumerDump> dump(String consumerId) {
        return Request.of("consumer.dump", Method.CONSUMER_DUMP, consumerId, ConsumerDumpFbs::read);
    }

    /** The figures of its RTP streams and of those of its producer. */
    public static Request<List<RtpStreamStats>> getStats(String consumerId) {
        return Request.of("consumer.getStats", Method.CONSUMER_GET_STATS, consumerId, ConsumerFbs::readStats);
    }

    /** Sends nothing from now on. */
    public static Request<Boolean> pause(String consumerId) {
        return Request.of("consumer.pause", Method.CONSUMER_PAUSE, consumerId);
    }

    /** Sends again. */
    public static Request<Boolean> resume(String consumerId) {
        return Request.of("consumer.resume", Method.CONSUMER_RESUME, consumerId);
    }

    /** Sets the highest layers to send; gives those that apply, none if the consumer has no layers. */
    public static Request<Optional<ConsumerLayers>> setPreferredLayers(String consumerId, ConsumerLayers layers) {
        return new Request<>(
                "consumer.setPreferredLayers",
                Method.CONSUMER_SET_PREFERRED_LAYERS,
                consumerId,
                Body.Consumer_SetPreferredLayersRequest,
                builder -> SetPreferredLayersRequest.createSetPreferredLayersRequest(
                        builder, ConsumerLayersFbs.write(builder, layers)),
                ConsumerFbs::readPreferredLayers);
    }

    /** Sets the share of scarce bandwidth, 1 to 255; gives the one that applies. */
    public static Request<Integer> setPriority(String consumerId, int priority) {
        return priority("consumer.setPriority", consumerId, priority);
    }

    /** Sets the share of scarce bandwidth that a consumer has at first; gives it. */
    public static Request<Integer> unsetPriority(String consumerId) {
        return priority("consumer.unsetPriority", consumerId, 1);
    }

    private static Request<Integer> priority(String name, String consumerId, int priority) {
        return new Request<>(
                name,
                Method.CONSUMER_SET_PRIORITY,
                consumerId,
                Body.Consumer_SetPriorityRequest,
                builder -> SetPriorityRequest.createSetPriorityRequest(builder, priority),
                reply -> reply.body(new SetPriorityResponse()).priority());
    }

    /** Asks the producer for a key frame. */
    public static Request<Boolean> requestKeyFrame(String consumerId) {
        return Request.of("consumer.requestKeyFrame", Method.CONSUMER_REQUEST_KEY_FRAME, consumerId);
    }

    /** Traces these and nothing else. */
    public static Request<Boolean> enableTraceEvent(String consumerId, Set<ConsumerTraceEventType> types) {
        return Request.of(
                "consumer.enableTraceEvent",
                Method.CONSUMER_ENABLE_TRACE_EVENT,
                consumerId,
                Body.Consumer_EnableTraceEventRequest,
                builder -> EnableTraceEventRequest.createEnableTraceEventRequest(
                        builder,
                        EnableTraceEventRequest.createEventsVector(builder, ConsumerTraceFbs.TYPE.write(types))));
    }

    private static List<RtpStreamStats> readStats(Reply reply) {
        GetStatsResponse response = reply.body(new GetStatsResponse());
        return List.copyOf(
                VectorFbs.tables(response.statsLength(), new Stats(), response::stats, RtpStreamStatsFbs::read));
    }

    private static Optional<ConsumerLayers> readPreferredLayers(Reply reply) {
        SetPreferredLayersResponse response = new SetPreferredLayersResponse();
        return reply.read(response) == null
                ? Optional.empty()
                : Optional.ofNullable(ConsumerLayersFbs.read(response.preferredLayers()));
    }
}
