package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.HostInfo;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.WorkerBudget;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.rtp.SupportedRtpCapabilities;

/** What all instances are together. Read on any thread; changes are looked for on the lane. */
final class Summary {
    private static final String MEDIASOUP_VERSION = "3.27.1";
    private static final Duration LOAD_INTERVAL = Duration.ofSeconds(1);

    private final HorizontalMediasoup mediasoup;
    /** Touched on the lane only. */
    private final Map<String, @Nullable Object> told = new LinkedHashMap<>();

    private volatile @Nullable HostLoad load;
    /** What it was in the end; null until then. */
    private volatile @Nullable WorkerBudget lastBudget;

    private @Nullable Instant loadTold;
    private boolean loadWaits;

    Summary(HorizontalMediasoup mediasoup) {
        this.mediasoup = mediasoup;
    }

    private Stream<Mediasoup> inner() {
        return mediasoup.summedUp().stream().map(BoxInstance::inner);
    }

    /** The state that differs from what was told before, by name. On the lane. */
    Map<String, @Nullable Object> changes() {
        Map<String, @Nullable Object> now = new LinkedHashMap<>();
        now.put("version", version());
        now.put("workerBin", workerBin());
        now.put("supportedRtpCapabilities", supportedRtpCapabilities());
        now.put("host", host());
        now.put("workerBudget", workerBudget());
        now.put("availability", availability());
        now.entrySet()
                .removeIf(entry ->
                        told.containsKey(entry.getKey()) && Objects.equals(told.get(entry.getKey()), entry.getValue()));
        told.putAll(now);
        return now;
    }

    String version() {
        return inner().map(Mediasoup::version).findFirst().orElse(MEDIASOUP_VERSION);
    }

    @Nullable String workerBin() {
        List<Mediasoup> all = inner().toList();
        return all.size() == 1 ? all.get(0).workerBin() : null;
    }

    RtpCapabilities supportedRtpCapabilities() {
        return inner().map(Mediasoup::supportedRtpCapabilities).findFirst().orElse(SupportedRtpCapabilities.ALL);
    }

    HostInfo host() {
        List<HostInfo> hosts =
                mediasoup.summedUp().stream().map(BoxInstance::host).toList();
        String stackVersion = Summary.class.getPackage().getImplementationVersion();
        return new HostInfo(
                mediasoup.options().boxId(),
                mediasoup.options().labels(),
                null,
                hosts.isEmpty()
                        ? stackVersion == null ? "development" : stackVersion
                        : hosts.get(0).stackVersion(),
                hosts.isEmpty() ? MEDIASOUP_VERSION : hosts.get(0).mediasoupVersion(),
                hosts.stream().mapToDouble(HostInfo::cores).sum(),
                hosts.stream()
                        .flatMap(host -> host.mediaAddresses().stream())
                        .distinct()
                        .toList(),
                hosts.stream()
                        .flatMap(host -> host.pipeAddresses().stream())
                        .distinct()
                        .toList());
    }

    /** Nothing changes any more. On the lane. */
    void freeze() {
        lastBudget = workerBudget();
    }

    /** Limited only if all are. */
    WorkerBudget workerBudget() {
        WorkerBudget last = lastBudget;
        if (last != null) {
            return last;
        }
        List<WorkerBudget> budgets = inner().map(Mediasoup::workerBudget).toList();
        boolean shared = budgets.stream().allMatch(budget -> budget.policy() == BudgetPolicy.SHARED);
        Integer limit = 0;
        for (WorkerBudget budget : budgets) {
            Integer one = budget.limit();
            limit = limit == null || one == null ? null : limit + one;
        }
        return new WorkerBudget(
                shared ? BudgetPolicy.SHARED : BudgetPolicy.UNLIMITED,
                limit,
                budgets.stream().mapToInt(WorkerBudget::used).sum());
    }

    /** That of the instance that can be reached best; suspect as long as there is none. */
    Availability availability() {
        return mediasoup.summedUp().stream()
                .map(BoxInstance::availability)
                .min(Availability::compareTo)
                .orElse(Availability.SUSPECT);
    }

    @Nullable HostLoad load() {
        return load;
    }

    /** Takes over the load of the instances and tells it, now or when a second is over since the last time. */
    void loadChanged(Consumer<HostLoad> tell) {
        Instant last = loadTold;
        Instant now = mediasoup.timing().now();
        Duration wait = last == null ? Duration.ZERO : LOAD_INTERVAL.minus(Duration.between(last, now));
        if (wait.isNegative() || wait.isZero() || wait.compareTo(LOAD_INTERVAL) > 0) {
            loadTold = now;
            HostLoad measured = together();
            if (measured != null && !mediasoup.closed()) {
                load = measured;
                tell.accept(measured);
            }
        } else if (!loadWaits) {
            loadWaits = true;
            mediasoup
                    .timing()
                    .after(
                            wait,
                            () -> mediasoup.lane().execute(() -> {
                                loadWaits = false;
                                loadChanged(tell);
                            }));
        }
    }

    private record Measured(HostLoad load, double cores) {}

    private @Nullable HostLoad together() {
        List<Measured> all = mediasoup.summedUp().stream()
                .flatMap(box -> Stream.ofNullable(box.load())
                        .map(one -> new Measured(one, Math.max(0.1, box.host().cores()))))
                .toList();
        if (all.isEmpty()) {
            return null;
        }
        return new HostLoad(
                all.stream()
                        .map(one -> one.load().time())
                        .max(Instant::compareTo)
                        .orElseThrow(),
                mean(all, HostLoad::cpu),
                mean(all, HostLoad::cpuSteal),
                sum(all, HostLoad::memoryUsed),
                sum(all, HostLoad::memoryTotal),
                sum(all, HostLoad::receivedBitrate),
                sum(all, HostLoad::sentBitrate),
                all.stream().mapToDouble(one -> one.load().udpDropRate()).sum(),
                all.stream().mapToInt(one -> one.load().workers()).sum());
    }

    /** Each box counts as much as it has cores. */
    private static double mean(List<Measured> all, ToDoubleFunction<HostLoad> value) {
        double weighted = all.stream()
                .mapToDouble(one -> value.applyAsDouble(one.load()) * one.cores())
                .sum();
        return weighted / all.stream().mapToDouble(Measured::cores).sum();
    }

    private static long sum(List<Measured> all, ToLongFunction<HostLoad> value) {
        return all.stream().mapToLong(one -> value.applyAsLong(one.load())).sum();
    }
}
