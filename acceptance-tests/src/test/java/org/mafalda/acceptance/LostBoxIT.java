package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.acceptance.Futures.await;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.AvailabilityChangeEvent;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.Instance;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.Placement;

/** One of two media boxes cannot be reached: cut off, silent, away for too long, started anew. */
final class LostBoxIT {
    private static final Duration SUSPECT_WITHIN = Duration.ofSeconds(3);

    private final RemoteBox box1 = new RemoteBox("box1");
    private final RemoteBox box2 = new RemoteBox("box2");
    private final HorizontalMediasoup cluster = HorizontalMediasoup.create();
    private Instance instance1;
    private Worker worker1;
    private Router router1;
    private Worker worker2;
    private EventProbe<AvailabilityChangeEvent> availability1;
    private EventProbe<AvailabilityChangeEvent> availability2;

    @BeforeEach
    void holdBoth() {
        instance1 = await(cluster.add(box1.remote()));
        Instance instance2 = await(cluster.add(box2.remote()));
        worker1 = newWorker("box1");
        router1 = await(worker1.createRouter(RouterOptions.builder().build()));
        worker2 = newWorker("box2");
        availability1 = new EventProbe<>(instance1::onAvailabilityChange);
        availability2 = new EventProbe<>(instance2::onAvailabilityChange);
    }

    @AfterEach
    void closeAll() {
        cluster.close();
        box1.close();
        box2.close();
    }

    private Worker newWorker(String boxId) {
        return await(cluster.createWorker(
                WorkerSettings.builder().placement(Placement.onBox(boxId)).build()));
    }

    private void awaitSuspect(long since) {
        assertThat(availability1.next().availability()).isEqualTo(Availability.SUSPECT);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - since);
        System.out.println("box was suspect after " + elapsed.toMillis() + " ms");
        assertThat(elapsed).isLessThan(SUSPECT_WITHIN);
    }

    /** Nothing has happened to the other box, nor to what is on it. */
    private void assertOtherBoxIsUntouched() {
        await(worker2.dump());
        assertThat(worker2.closed()).isFalse();
        assertThat(availability2.arrived()).isZero();
        assertThat(cluster.availability()).isEqualTo(Availability.AVAILABLE);
    }

    @Test
    void boxThatIsCutOffIsSuspectAndGoesOnWhenItIsBack() {
        long cut = System.nanoTime();
        box1.cut();
        awaitSuspect(cut);
        assertThat(worker1.availability()).isEqualTo(Availability.SUSPECT);

        CompletableFuture<Router> waiting =
                worker1.createRouter(RouterOptions.builder().build());
        Worker elsewhere = await(cluster.createWorker(WorkerSettings.DEFAULT));
        assertThat(box2.local().workers()).containsKey(elsewhere.id());
        assertOtherBoxIsUntouched();
        assertThat(waiting).isNotDone();

        box1.admit();
        assertThat(availability1.next().availability()).isEqualTo(Availability.AVAILABLE);
        await(waiting);
        assertThat(worker1.routers()).hasSize(2);
        assertThat(worker1.availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(instance1.epoch()).isEqualTo(1);
    }

    @Test
    void boxThatFallsSilentIsSuspectSoon() {
        long silent = System.nanoTime();
        box1.silence();
        awaitSuspect(silent);
        assertOtherBoxIsUntouched();

        box1.flow();
        assertThat(availability1.next().availability()).isEqualTo(Availability.AVAILABLE);
        await(router1.dump());
        assertThat(instance1.epoch()).isEqualTo(1);
    }

    @Test
    void boxThatIsAwayForTooLongIsLostAndReturnsWithANewEpoch() {
        EventProbe<WorkerDiedEvent> died = new EventProbe<>(worker1::onDied);
        EventProbe<CloseEvent> closed = new EventProbe<>(worker1::onClose);
        long cut = System.nanoTime();
        box1.cut();
        awaitSuspect(cut);

        assertThat(availability1.next().availability()).isEqualTo(Availability.LOST);
        System.out.println("box was lost after " + (System.nanoTime() - cut) / 1_000_000 + " ms");
        WorkerDeath death = died.next().death();
        assertThat(death.cause()).isEqualTo(WorkerDeath.Cause.NODE_LOST);
        assertThat(closed.next().reason()).isEqualTo(new CloseReason.WorkerDied(death));
        assertThat(router1.closed()).isTrue();
        assertThat(cluster.workers()).containsOnlyKeys(worker2.id());
        assertOtherBoxIsUntouched();

        box1.admit();
        assertThat(availability1.next().availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(instance1.epoch()).isEqualTo(2);
        Worker anew = newWorker("box1");
        assertThat(box1.local().workers()).containsOnlyKeys(anew.id());
    }

    @Test
    void boxThatHasStartedAnewWasLost() {
        EventProbe<WorkerDiedEvent> died = new EventProbe<>(worker1::onDied);
        box1.cut();
        box1.restart();
        box1.admit();

        assertThat(availability1.next().availability()).isEqualTo(Availability.SUSPECT);
        assertThat(availability1.next().availability()).isEqualTo(Availability.LOST);
        assertThat(died.next().death().cause()).isEqualTo(WorkerDeath.Cause.NODE_LOST);
        assertThat(availability1.next().availability()).isEqualTo(Availability.AVAILABLE);
        assertThat(instance1.epoch()).isEqualTo(2);
        assertThat(Objects.requireNonNull(cluster.instances().get("box1")).workerCount())
                .isZero();
        assertThat(box1.local().workers()).containsOnlyKeys(newWorker("box1").id());
        assertOtherBoxIsUntouched();
    }
}
