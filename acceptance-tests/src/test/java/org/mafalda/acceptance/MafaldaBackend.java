package org.mafalda.acceptance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mafalda.layer.MafaldaMediasoup;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.PlacementPolicy;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;

/** Another backend behind routers that span its workers. */
final class MafaldaBackend implements Backend {
    private static final int WORKERS_WHEN_SCATTERED = 3;

    private final String name;
    private final MafaldaOptions options;
    private final Backend base;
    private @Nullable MafaldaMediasoup mediasoup;

    private MafaldaBackend(String name, MafaldaOptions options, Backend base) {
        this.name = name;
        this.options = options;
        this.base = base;
    }

    /** Transports are placed as they are by default. The contracts say what is when a worker has died for good. */
    static MafaldaBackend of(Backend base) {
        return new MafaldaBackend(
                "mafalda", MafaldaOptions.builder().restart(false).build(), base);
    }

    /**
     * Each transport of a router is on another worker than the one before, so that what it consumes is piped; and each
     * worker serves one other with a stream, so that what is consumed on a third one is relayed.
     */
    static MafaldaBackend scattered(Backend base) {
        MafaldaOptions options = MafaldaOptions.builder()
                .policy(PlacementPolicy.scatter(WORKERS_WHEN_SCATTERED))
                .treePolicy(TreePolicy.limited(1, WORKERS_WHEN_SCATTERED - 1))
                .maxWorkers(WORKERS_WHEN_SCATTERED)
                .restart(false)
                .build();
        return new MafaldaBackend("scattered mafalda", options, base);
    }

    @Override
    public String composition() {
        return name + "(" + base.composition() + ")";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.copyOf(base.capabilities());
        capabilities.remove(Capability.ONE_PROCESS_PER_WORKER);
        if (scattered()) {
            capabilities.remove(Capability.DIES_AT_ONCE);
        }
        return capabilities;
    }

    private boolean scattered() {
        return options.maxWorkers() != null;
    }

    private MafaldaMediasoup started() {
        return Objects.requireNonNull(mediasoup);
    }

    @Override
    public MafaldaMediasoup start() {
        MafaldaMediasoup started = MafaldaMediasoup.over(base.start(), options);
        mediasoup = started;
        return started;
    }

    @Override
    public List<ProcessHandle> processesOf(Worker worker) {
        return realWorkers(worker).stream()
                .flatMap(real -> base.processesOf(real).stream())
                .toList();
    }

    /** A worker starts more than one only when its transports are scattered: one for each until there are all. */
    @Override
    public void startAllProcesses(Worker worker) {
        Worker ours = Objects.requireNonNull(started().workers().get(worker.id()));
        if (scattered()) {
            Router router = Fixtures.newRouter(ours);
            for (int i = 0; i < WORKERS_WHEN_SCATTERED; i++) {
                Fixtures.newDirectTransport(router);
            }
            router.close();
        }
        realWorkers(worker).forEach(base::startAllProcesses);
    }

    @Override
    public Stream<ProcessHandle> workerProcesses() {
        return base.workerProcesses();
    }

    private List<Worker> realWorkers(Worker worker) {
        return started().realWorkers(worker.id());
    }

    @Override
    public List<Mediasoup> mediasoups() {
        List<Mediasoup> all = new ArrayList<>();
        all.add(started());
        all.addAll(base.mediasoups());
        return all;
    }

    @Override
    public int offeredObjects() {
        return base.offeredObjects();
    }

    @Override
    public long pipes() {
        return (mediasoup == null ? 0 : mediasoup.pipesMade()) + base.pipes();
    }

    @Override
    public boolean spans() {
        return true;
    }

    @Override
    public long relays() {
        return (mediasoup == null ? 0 : mediasoup.relaysMade()) + base.relays();
    }

    @Override
    public void close() {
        if (mediasoup != null) {
            mediasoup.close();
        }
        base.close();
    }
}
