package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WorkerLogLevel;
import org.mafalda.mediasoup.WorkerLogTag;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.local.internal.channel.Notification;
import org.mafalda.mediasoup.local.internal.channel.Reply;
import org.mafalda.mediasoup.local.internal.channel.Request;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;
import org.mafalda.mediasoup.worker.fbs.notification.Event;
import org.mafalda.mediasoup.worker.fbs.request.Body;
import org.mafalda.mediasoup.worker.fbs.request.Method;
import org.mafalda.mediasoup.worker.fbs.worker.ChannelMessageHandlers;
import org.mafalda.mediasoup.worker.fbs.worker.CloseRouterRequest;
import org.mafalda.mediasoup.worker.fbs.worker.CloseWebRtcServerRequest;
import org.mafalda.mediasoup.worker.fbs.worker.CreateRouterRequest;
import org.mafalda.mediasoup.worker.fbs.worker.CreateWebRtcServerRequest;
import org.mafalda.mediasoup.worker.fbs.worker.DumpResponse;
import org.mafalda.mediasoup.worker.fbs.worker.ResourceUsageResponse;
import org.mafalda.mediasoup.worker.fbs.worker.UpdateSettingsRequest;

/** What the worker itself is asked and told. */
public final class WorkerFbs {
    private static final String WORKER = "";

    private WorkerFbs() {}

    /** The inner state. */
    public static Request<WorkerDump> dump() {
        return Request.of("worker.dump", Method.WORKER_DUMP, WORKER, WorkerFbs::readDump);
    }

    /** What the process has used. */
    public static Request<WorkerResourceUsage> getResourceUsage() {
        return Request.of(
                "worker.getResourceUsage", Method.WORKER_GET_RESOURCE_USAGE, WORKER, WorkerFbs::readResourceUsage);
    }

    /** Changes what is given. */
    public static Request<Boolean> updateSettings(WorkerUpdateableSettings settings) {
        return Request.of(
                "worker.updateSettings",
                Method.WORKER_UPDATE_SETTINGS,
                WORKER,
                Body.Worker_UpdateSettingsRequest,
                builder -> writeSettings(builder, settings));
    }

    /** Creates a router. */
    public static Request<Boolean> createRouter(String routerId) {
        return Request.of(
                "worker.createRouter",
                Method.WORKER_CREATE_ROUTER,
                WORKER,
                Body.Worker_CreateRouterRequest,
                builder -> CreateRouterRequest.createCreateRouterRequest(builder, builder.createString(routerId)));
    }

    /** Closes a router. */
    public static Request<Boolean> closeRouter(String routerId) {
        return Request.of(
                "worker.closeRouter",
                Method.WORKER_CLOSE_ROUTER,
                WORKER,
                Body.Worker_CloseRouterRequest,
                builder -> CloseRouterRequest.createCloseRouterRequest(builder, builder.createString(routerId)));
    }

    /** Creates a WebRtcServer. */
    public static Request<Boolean> createWebRtcServer(String webRtcServerId, WebRtcServerOptions options) {
        return Request.of(
                "worker.createWebRtcServer",
                Method.WORKER_CREATE_WEBRTCSERVER,
                WORKER,
                Body.Worker_CreateWebRtcServerRequest,
                builder -> CreateWebRtcServerRequest.createCreateWebRtcServerRequest(
                        builder,
                        builder.createString(webRtcServerId),
                        CreateWebRtcServerRequest.createListenInfosVector(
                                builder, VectorFbs.offsets(builder, options.listenInfos(), ListenInfoFbs::write))));
    }

    /** Closes a WebRtcServer. */
    public static Request<Boolean> closeWebRtcServer(String webRtcServerId) {
        return Request.of(
                "worker.closeWebRtcServer",
                Method.WORKER_WEBRTCSERVER_CLOSE,
                WORKER,
                Body.Worker_CloseWebRtcServerRequest,
                builder -> CloseWebRtcServerRequest.createCloseWebRtcServerRequest(
                        builder, builder.createString(webRtcServerId)));
    }

    /** Ends the process. */
    public static Notification close() {
        return new Notification(Event.WORKER_CLOSE, WORKER, 0, builder -> 0);
    }

    private static int writeSettings(FlatBufferBuilder builder, WorkerUpdateableSettings settings) {
        WorkerLogLevel logLevel = settings.logLevel();
        List<WorkerLogTag> logTags = settings.logTags();
        int level = logLevel == null ? 0 : builder.createString(logLevel.toString());
        int tags = logTags == null
                ? 0
                : UpdateSettingsRequest.createLogTagsVector(
                        builder, VectorFbs.offsets(builder, logTags, (b, tag) -> b.createString(tag.toString())));
        return UpdateSettingsRequest.createUpdateSettingsRequest(builder, level, tags);
    }

    private static WorkerDump readDump(Reply reply) {
        DumpResponse dump = reply.body(new DumpResponse());
        ChannelMessageHandlers handlers = dump.channelMessageHandlers();
        return new WorkerDump(
                dump.pid(),
                VectorFbs.values(dump.webRtcServerIdsLength(), dump::webRtcServerIds),
                VectorFbs.values(dump.routerIdsLength(), dump::routerIds),
                new WorkerDump.ChannelMessageHandlers(
                        VectorFbs.values(handlers.channelRequestHandlersLength(), handlers::channelRequestHandlers),
                        VectorFbs.values(
                                handlers.channelNotificationHandlersLength(), handlers::channelNotificationHandlers)));
    }

    private static WorkerResourceUsage readResourceUsage(Reply reply) {
        ResourceUsageResponse usage = reply.body(new ResourceUsageResponse());
        return new WorkerResourceUsage(
                usage.ruUtime(),
                usage.ruStime(),
                usage.ruMaxrss(),
                usage.ruIxrss(),
                usage.ruIdrss(),
                usage.ruIsrss(),
                usage.ruMinflt(),
                usage.ruMajflt(),
                usage.ruNswap(),
                usage.ruInblock(),
                usage.ruOublock(),
                usage.ruMsgsnd(),
                usage.ruMsgrcv(),
                usage.ruNsignals(),
                usage.ruNvcsw(),
                usage.ruNivcsw());
    }
}
