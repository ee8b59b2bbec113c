package org.mafalda.mediasoup.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inner state of a worker. Immutable.
 *
 * @param pid process id, 0 to 4294967295; null for a worker that is not one process
 * @param webRtcServerIds ids of its WebRtcServers
 * @param routerIds ids of its routers
 * @param channelMessageHandlers ids to which channel messages can be addressed
 */
public record WorkerDump(
        @Nullable Long pid,
        List<String> webRtcServerIds,
        List<String> routerIds,
        ChannelMessageHandlers channelMessageHandlers) {

    /** Copies the collections. */
    public WorkerDump {
        webRtcServerIds = List.copyOf(webRtcServerIds);
        routerIds = List.copyOf(routerIds);
    }

    /**
     * Ids to which channel messages can be addressed. Immutable.
     *
     * @param channelRequestHandlers ids that take requests
     * @param channelNotificationHandlers ids that take notifications
     */
    public record ChannelMessageHandlers(
            List<String> channelRequestHandlers, List<String> channelNotificationHandlers) {

        /** Copies the collections. */
        public ChannelMessageHandlers {
            channelRequestHandlers = List.copyOf(channelRequestHandlers);
            channelNotificationHandlers = List.copyOf(channelNotificationHandlers);
        }
    }
}
