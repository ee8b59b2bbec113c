package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.dump.WorkerDump;
import org.mafalda.mediasoup.stats.WorkerResourceUsage;

/** What real workers say of themselves, as one worker would say it. */
final class WorkerSums {
    private WorkerSums() {}

    /** No process, its own servers and routers, and the message handlers of all. */
    static WorkerDump dump(VirtualWorker worker, List<WorkerDump> dumps) {
        List<String> requests = new ArrayList<>();
        List<String> notifications = new ArrayList<>();
        for (WorkerDump dump : dumps) {
            WorkerDump ours =
                    (WorkerDump) Objects.requireNonNull(worker.home.names().translate(dump));
            requests.addAll(ours.channelMessageHandlers().channelRequestHandlers());
            notifications.addAll(ours.channelMessageHandlers().channelNotificationHandlers());
        }
        return new WorkerDump(
                null,
                List.copyOf(worker.webRtcServers().keySet()),
                List.copyOf(worker.routers().keySet()),
                new WorkerDump.ChannelMessageHandlers(requests, notifications));
    }

    static WorkerResourceUsage usage(List<WorkerResourceUsage> all) {
        return new WorkerResourceUsage(
                sum(all, WorkerResourceUsage::ruUtime),
                sum(all, WorkerResourceUsage::ruStime),
                sum(all, WorkerResourceUsage::ruMaxrss),
                sum(all, WorkerResourceUsage::ruIxrss),
                sum(all, WorkerResourceUsage::ruIdrss),
                sum(all, WorkerResourceUsage::ruIsrss),
                sum(all, WorkerResourceUsage::ruMinflt),
                sum(all, WorkerResourceUsage::ruMajflt),
                sum(all, WorkerResourceUsage::ruNswap),
                sum(all, WorkerResourceUsage::ruInblock),
                sum(all, WorkerResourceUsage::ruOublock),
                sum(all, WorkerResourceUsage::ruMsgsnd),
                sum(all, WorkerResourceUsage::ruMsgrcv),
                sum(all, WorkerResourceUsage::ruNsignals),
                sum(all, WorkerResourceUsage::ruNvcsw),
                sum(all, WorkerResourceUsage::ruNivcsw));
    }

    private static long sum(List<WorkerResourceUsage> all, ToLongFunction<WorkerResourceUsage> part) {
        return all.stream().mapToLong(part).sum();
    }

    /** What holds after a change of settings that leaves out what it leaves. */
    static WorkerUpdateableSettings merged(@Nullable WorkerUpdateableSettings before, WorkerUpdateableSettings given) {
        return before == null
                ? given
                : new WorkerUpdateableSettings(
                        given.logLevel() == null ? before.logLevel() : given.logLevel(),
                        given.logTags() == null ? before.logTags() : given.logTags());
    }
}
