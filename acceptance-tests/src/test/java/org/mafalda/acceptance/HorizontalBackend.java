package org.mafalda.acceptance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.horizontal.PlacementPolicy;
import org.mafalda.mediasoup.horizontal.Policies;

/** Other backends as one. */
final class HorizontalBackend implements Backend {
    private final String name;
    private final PlacementPolicy policy;
    private final List<Backend> instances;
    private @Nullable HorizontalMediasoup mediasoup;

    private HorizontalBackend(String name, PlacementPolicy policy, Backend... instances) {
        this.name = name;
        this.policy = policy;
        this.instances = List.of(instances);
    }

    /** Workers are placed as they are by default. */
    static HorizontalBackend of(Backend... instances) {
        return new HorizontalBackend("horizontal", Policies.leastLoaded(), instances);
    }

    /**
     * Each worker is placed on another instance than the one before, so that what pipes has to go from instance to
     * instance.
     */
    static HorizontalBackend scattered(Backend... instances) {
        return new HorizontalBackend("scattered", Policies.roundRobin(), instances);
    }

    @Override
    public String composition() {
        return instances.stream().map(Backend::composition).collect(Collectors.joining(", ", name + "(", ")"));
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (instances.stream().anyMatch(instance -> instance.capabilities().contains(Capability.REMOTE))) {
            capabilities.add(Capability.REMOTE);
        }
        for (Capability ofAll : List.of(Capability.ONE_PROCESS_PER_WORKER, Capability.DIES_AT_ONCE)) {
            if (instances.stream().allMatch(instance -> instance.capabilities().contains(ofAll))) {
                capabilities.add(ofAll);
            }
        }
        if (instances.size() == 1) {
            capabilities.addAll(instances.get(0).capabilities());
        }
        return capabilities;
    }

    @Override
    public Mediasoup start() {
        HorizontalMediasoup started = HorizontalMediasoup.create(HorizontalOptions.builder()
                .boxId("horizontal-" + System.identityHashCode(this))
                .policy(policy)
                .build());
        mediasoup = started;
        instances.forEach(instance -> Futures.await(started.add(instance.start())));
        return started;
    }

    @Override
    public List<ProcessHandle> processesOf(Worker worker) {
        return instanceOf(worker)
                .flatMap(instance -> instance.processesOf(worker).stream())
                .toList();
    }

    @Override
    public List<Mediasoup> mediasoups() {
        List<Mediasoup> all = new ArrayList<>();
        all.add(Objects.requireNonNull(mediasoup));
        instances.forEach(instance -> all.addAll(instance.mediasoups()));
        return all;
    }

    @Override
    public int offeredObjects() {
        return instances.stream().mapToInt(Backend::offeredObjects).sum();
    }

    @Override
    public void startAllProcesses(Worker worker) {
        instanceOf(worker).forEach(instance -> instance.startAllProcesses(worker));
    }

    private Stream<Backend> instanceOf(Worker worker) {
        return instances.stream()
                .filter(instance -> instance.mediasoups().get(0).workers().containsKey(worker.id()));
    }

    @Override
    public boolean spans() {
        return instances.stream().anyMatch(Backend::spans);
    }

    @Override
    public long relays() {
        return instances.stream().mapToLong(Backend::relays).sum();
    }

    @Override
    public long pipes() {
        long own = mediasoup == null ? 0 : mediasoup.pipesBetweenInstances();
        return own + instances.stream().mapToLong(Backend::pipes).sum();
    }

    @Override
    public void close() {
        if (mediasoup != null) {
            mediasoup.close();
        }
        instances.forEach(Backend::close);
    }
}
