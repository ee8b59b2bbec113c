package org.mafalda.mediasoup.horizontal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.rope.Change;
import org.mafalda.rope.Details;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of a {@link HorizontalMediasoup} and their drains: who comes, who goes, and who is being emptied. Read
 * on any thread; all else happens on the lane.
 */
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final HorizontalMediasoup mediasoup;
    private final LiveMap<BoxInstance> instances = new LiveMap<>();
    private final LiveMap<BoxDrain> drains = new LiveMap<>();
    private final View<BoxInstance, Instance> instancesView = new View<>(instances.view(), instance -> instance);
    private final View<BoxDrain, Drain> drainsView = new View<>(drains.view(), drain -> drain);
    private final Signal<NewInstanceEvent> onNewInstance = new Signal<>();
    private final Signal<NewDrainEvent> onNewDrain = new Signal<>();
    private boolean warned;

    Members(HorizontalMediasoup mediasoup) {
        this.mediasoup = mediasoup;
    }

    Map<String, Instance> instances() {
        return instancesView;
    }

    Map<String, Drain> drains() {
        return drainsView;
    }

    Collection<BoxInstance> boxes() {
        return instances.view().values();
    }

    @Nullable BoxInstance box(String boxId) {
        return instances.get(boxId);
    }

    Signal<NewInstanceEvent> onNewInstance() {
        return onNewInstance;
    }

    Signal<NewDrainEvent> onNewDrain() {
        return onNewDrain;
    }

    /** Takes in an instance, or throws what is against it. */
    Instance admit(Mediasoup added, boolean owned) {
        if (!(added instanceof Stateful)) {
            throw InvalidArgumentException.of("instance", added, "must report its changes");
        }
        UnsupportedException difference = difference(added, null);
        if (difference != null) {
            throw difference;
        }
        BoxInstance instance = new BoxInstance(mediasoup, added, owned);
        if (!mediasoup.whileOpen("add", () -> instances.add(instance.boxId(), instance))) {
            throw InvalidArgumentException.of("boxId", instance.boxId(), "must differ from that of other instances");
        }
        warnOfTakingForOneMachine(instance);
        mediasoup.placer().add(instance);
        mediasoup.logs().add(added);
        NewInstanceEvent event = new NewInstanceEvent(instance);
        mediasoup.report(
                Change.builder().added("instances", instance.boxId(), instance).event("onNewInstance", event));
        onNewInstance.fire(event);
        instance.begin();
        mediasoup.summaryChanged();
        mediasoup.placer().roomChanged();
        return instance;
    }

    /** What is piped between such boxes arrives nowhere if they are not. */
    private void warnOfTakingForOneMachine(BoxInstance instance) {
        if (warned || !Paths.isConfined(instance)) {
            return;
        }
        boxes().stream()
                .filter(other -> other != instance && Paths.isConfined(other))
                .findFirst()
                .ifPresent(other -> {
                    warned = true;
                    LOG.warn(
                            "Boxes are taken to be on one machine, because their pipe addresses are loopback [box:{}, other:{}]",
                            instance.boxId(),
                            other.boxId());
                });
    }

    /** How an instance differs from the others; null if it is like them, or there is none. */
    @Nullable UnsupportedException difference(Mediasoup instance, @Nullable BoxInstance itself) {
        for (BoxInstance other : boxes()) {
            if (other != itself && other.availability() != Availability.LOST) {
                return Compatibility.difference(instance, other.inner());
            }
        }
        return null;
    }

    private BoxInstance known(String boxId) {
        BoxInstance instance = box(boxId);
        if (instance == null) {
            throw new NotFoundException("Instance not found", Details.of("boxId", boxId));
        }
        return instance;
    }

    void remove(String boxId) {
        BoxInstance instance = known(boxId);
        mediasoup.whileOpen("remove", () -> instances.remove(boxId) != null);
        instance.closeWorkers();
        BoxDrain drain = drains.get(boxId);
        if (drain != null) {
            drain.end(DrainProgress.State.CANCELLED);
        }
        instance.markClosed();
        mediasoup.placer().remove(instance);
        tellRemoved(instance);
        mediasoup.summaryChanged();
    }

    private void tellRemoved(BoxInstance instance) {
        mediasoup.logs().remove(instance.inner());
        mediasoup.report(Change.builder().removed("instances", instance.boxId(), instance));
        instance.tellClosed();
    }

    /** Takes all out, because the whole is being closed, and returns them; {@link #tellAllRemoved} follows. */
    List<BoxInstance> removeAll() {
        List<BoxInstance> all = List.copyOf(boxes());
        all.forEach(instance -> {
            instances.remove(instance.boxId());
            instance.markClosed();
        });
        return all;
    }

    /** Ends all drains. */
    void cancelDrains() {
        List.copyOf(drains.view().values()).forEach(drain -> drain.end(DrainProgress.State.CANCELLED));
    }

    void tellAllRemoved(List<BoxInstance> removed) {
        removed.forEach(this::tellRemoved);
    }

    /** Begins to empty an instance, or gives the drain that there is another deadline. */
    Drain drain(String boxId, Duration deadline) {
        BoxInstance instance = known(boxId);
        BoxDrain present = drains.get(boxId);
        if (present != null) {
            present.deadline(deadline);
            return present;
        }
        BoxDrain drain = new BoxDrain(instance, deadline);
        drains.add(boxId, drain);
        NewDrainEvent event = new NewDrainEvent(drain);
        mediasoup.report(Change.builder().added("drains", boxId, drain).event("onNewDrain", event));
        onNewDrain.fire(event);
        drain.begin(deadline);
        return drain;
    }

    /** A drain is over. */
    void ended(BoxDrain drain) {
        if (drains.remove(drain.boxId()) != null) {
            mediasoup.report(Change.builder().removed("drains", drain.boxId(), drain));
        }
    }

    /** A worker has left an instance, which may be what its drain waits for. */
    void left(BoxInstance instance) {
        BoxDrain drain = drains.get(instance.boxId());
        if (drain != null) {
            drain.look();
        }
    }

    /** Places workers there again. */
    void serve(String boxId) {
        BoxInstance instance = known(boxId);
        BoxDrain drain = drains.get(boxId);
        if (drain != null) {
            drain.end(DrainProgress.State.CANCELLED);
        }
        instance.draining(false);
    }
}
