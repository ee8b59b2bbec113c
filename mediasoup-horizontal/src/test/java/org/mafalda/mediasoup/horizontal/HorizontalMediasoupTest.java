package org.mafalda.mediasoup.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.mediasoup.horizontal.Boxes.await;
import static org.mafalda.mediasoup.horizontal.Boxes.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.NotFoundException;
import org.mafalda.mediasoup.UnsupportedException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerDeath;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.event.CloseEvent;
import org.mafalda.mediasoup.event.WorkerDiedEvent;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.host.HostLoad;
import org.mafalda.mediasoup.host.Placement;

/** What becomes of workers when boxes are taken in, drained, lost and found again. */
final class HorizontalMediasoupTest {
    private final SimulatedBox a = SimulatedBox.named("a");
    private final SimulatedBox b = SimulatedBox.named("b");

    private static WorkerSettings on(Placement placement) {
        return WorkerSettings.builder().placement(placement).build();
    }

    private static String boxOf(Boxes all, Worker worker) {
        return all.decision(worker).boxId();
    }

    // ---- taking in

    @Test
    void instanceOfAnotherVersionIsRefusedWithWhatDiffers() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            SimulatedBox newer = new SimulatedBox(SimulatedBox.info("newer", Map.of(), null, "1.1"), null);

            assertThat(failure(all.mediasoup.add(newer)))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("stackVersion:1.1 instead of 1.0");
            assertThat(all.mediasoup.instances()).containsOnlyKeys("a");
        }
    }

    @Test
    void twoInstancesOfOneBoxAreRefused() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            assertThat(failure(all.mediasoup.add(SimulatedBox.named("a"))))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void connectUsesTheGivenWay() {
        try (Boxes all = new Boxes(HorizontalOptions.builder()
                .connector(address -> CompletableFuture.completedFuture(SimulatedBox.named(address))))) {
            Instance instance = await(all.mediasoup.connect("far"));

            assertThat(all.mediasoup.instances()).containsEntry("far", instance);
        }
        try (Boxes none = new Boxes(HorizontalOptions.builder())) {
            assertThat(failure(none.mediasoup.connect("far"))).isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    void withoutInstancesThereIsNoRoom() {
        try (Boxes all = new Boxes(HorizontalOptions.builder())) {
            assertThat(failure(all.mediasoup.createWorker(WorkerSettings.DEFAULT)))
                    .isInstanceOf(CapacityException.class);
        }
    }

    // ---- placing

    @Test
    void placementIsHonoured() {
        SimulatedBox labelled = new SimulatedBox(SimulatedBox.info("c", Map.of("gpu", "yes"), null, "1.0"), null);
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a, b, labelled)) {
            for (int i = 0; i < 5; i++) {
                Worker onB = await(all.mediasoup.createWorker(on(Placement.onBox("b"))));
                assertThat(boxOf(all, onB)).isEqualTo("b");
                Worker near = await(all.mediasoup.createWorker(on(Placement.near(onB))));
                assertThat(boxOf(all, near)).isEqualTo("b");
                Worker withLabel = await(all.mediasoup.createWorker(on(Placement.withLabels(Map.of("gpu", "yes")))));
                assertThat(boxOf(all, withLabel)).isEqualTo("c");
            }
            assertThat(failure(all.mediasoup.createWorker(on(Placement.onBox("nowhere")))))
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("is not what the placement asks for");
        }
    }

    @Test
    void placementFindsBoxesWithinAnInstance() {
        HorizontalMediasoup inner = HorizontalMediasoup.create(
                HorizontalOptions.builder().boxId("inner").build());
        await(inner.add(b));
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            await(all.mediasoup.add(inner));

            Worker worker = await(all.mediasoup.createWorker(on(Placement.onBox("b"))));

            assertThat(boxOf(all, worker)).isEqualTo("inner");
            assertThat(b.workers()).containsOnlyKeys(worker.id());
        }
        inner.close();
    }

    @Test
    void explanationNamesReasonAndRejectedBoxes() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a, b)) {
            all.report(a, Boxes.load(all.timing.now(), 0.6));
            all.report(b, Boxes.load(all.timing.now(), 0.2));
            await(all.mediasoup.drain("a", Duration.ofMinutes(1)));

            Decision decision = all.decision(all.worker());

            assertThat(decision.boxId()).isEqualTo("b");
            assertThat(decision.reason()).contains("least loaded", "load:0.20");
            assertThat(decision.options())
                    .contains(new Decision.Option("a", 0.6, "is being drained"), new Decision.Option("b", 0.2, null));
            assertThat(failure(all.mediasoup.explain("unknown"))).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void worstOfCpuStealAndNetworkCounts() {
        SimulatedBox slowNetwork =
                new SimulatedBox(SimulatedBox.info("c", Map.of("network-bitrate", "1000000"), null, "1.0"), null);
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a, b, slowNetwork)) {
            var now = all.timing.now();
            all.report(a, Boxes.load(now, 0.5));
            all.report(b, new HostLoad(now, 0.1, 0.5, 0, 1, 0, 0, 0, 0));
            all.report(slowNetwork, new HostLoad(now, 0.1, 0, 0, 1, 0, 900_000, 0, 0));

            Decision decision = all.decision(all.worker());

            assertThat(decision.boxId()).isEqualTo("a");
            assertThat(decision.options())
                    .contains(new Decision.Option("b", 0.6, null), new Decision.Option("c", 0.9, null));
        }
    }

    @Test
    void brakeSendsABurstElsewhere() {
        try (Boxes all = new Boxes(
                HorizontalOptions.builder().brake(3, Duration.ofSeconds(5)).prediction(false), a, b)) {
            all.report(a, Boxes.load(all.timing.now(), 0.1));
            all.report(b, Boxes.load(all.timing.now(), 0.8));

            List<String> boxes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                boxes.add(boxOf(all, all.worker()));
            }

            assertThat(boxes).containsExactly("a", "a", "a", "b", "b", "b");
            all.timing.advance(Duration.ofSeconds(6));
            assertThat(boxOf(all, all.worker())).isEqualTo("a");
        }
    }

    @Test
    void boxThatIsFullAfterAllIsPassedOver() {
        SimulatedBox small = new SimulatedBox(SimulatedBox.info("small", Map.of(), null, "1.0"), 1);
        try (Boxes all = new Boxes(HorizontalOptions.builder().policy(Policies.roundRobin()), a, small)) {
            for (int i = 0; i < 4; i++) {
                all.worker();
            }

            assertThat(small.workers()).hasSize(1);
            assertThat(a.workers()).hasSize(3);
        }
    }

    // ---- draining

    @Test
    void drainEndsWhenTheLastWorkerIsClosed() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            Worker one = all.worker();
            Worker other = all.worker();
            Drain drain = await(all.mediasoup.drain("a", Duration.ofMinutes(10)));

            assertThat(drain.progress().total()).isEqualTo(2);
            assertThat(all.mediasoup.drains()).containsEntry("a", drain);
            assertThat(failure(all.mediasoup.createWorker(WorkerSettings.DEFAULT)))
                    .isInstanceOf(CapacityException.class);
            one.close();
            all.settle(a);
            assertThat(drain.progress().left()).isEqualTo(1);
            other.close();
            all.settle(a);

            assertThat(drain.progress().state()).isEqualTo(DrainProgress.State.DONE);
            assertThat(drain.closed()).isTrue();
            assertThat(all.mediasoup.drains()).isEmpty();
            await(all.mediasoup.serve("a"));
            assertThat(all.worker().closed()).isFalse();
        }
    }

    @Test
    void drainClosesWhatIsLeftAtTheDeadline() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            Worker worker = all.worker();
            Drain drain = await(all.mediasoup.drain("a", Duration.ofMinutes(10)));

            all.timing.advance(Duration.ofMinutes(9));
            all.settle(a);
            assertThat(worker.closed()).isFalse();
            all.timing.advance(Duration.ofMinutes(1));
            all.settle(a);

            assertThat(worker.closed()).isTrue();
            assertThat(drain.progress().state()).isEqualTo(DrainProgress.State.DONE);
        }
    }

    @Test
    void cancelledDrainSparesTheWorkersAndServesAgain() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            Worker worker = all.worker();
            Drain drain = await(all.mediasoup.drain("a", Duration.ofMinutes(10)));

            await(drain.cancel());
            all.timing.advance(Duration.ofMinutes(11));
            all.settle(a);

            assertThat(drain.progress().state()).isEqualTo(DrainProgress.State.CANCELLED);
            assertThat(worker.closed()).isFalse();
            assertThat(all.worker().closed()).isFalse();
            assertThat(failure(drain.cancel())).hasMessageContaining("Drain is over");
        }
    }

    @Test
    void removedInstanceTakesItsWorkersAlong() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a, b)) {
            Worker onA = await(all.mediasoup.createWorker(on(Placement.onBox("a"))));
            Worker onB = await(all.mediasoup.createWorker(on(Placement.onBox("b"))));
            Instance instance = all.instance("a");

            await(all.mediasoup.remove("a"));

            assertThat(onA.closed()).isTrue();
            assertThat(onB.closed()).isFalse();
            assertThat(instance.closed()).isTrue();
            assertThat(a.closed()).isFalse();
            assertThat(all.mediasoup.instances()).containsOnlyKeys("b");
            await(all.mediasoup.add(a));
            assertThat(all.mediasoup.instances()).containsOnlyKeys("b", "a");
        }
    }

    // ---- being lost

    @Test
    void nothingIsPlacedOnASuspectAndItGoesOnWhenItReturns() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a, b)) {
            Worker worker = await(all.mediasoup.createWorker(on(Placement.onBox("a"))));
            a.become(Availability.SUSPECT);
            all.settle(a);

            assertThat(worker.availability()).isEqualTo(Availability.SUSPECT);
            for (int i = 0; i < 5; i++) {
                assertThat(boxOf(all, all.worker())).isEqualTo("b");
            }
            a.become(Availability.AVAILABLE);
            all.settle(a);
            all.timing.advance(Duration.ofMinutes(5));
            all.settle(a);

            assertThat(worker.availability()).isEqualTo(Availability.AVAILABLE);
            assertThat(worker.closed()).isFalse();
            assertThat(all.instance("a").epoch()).isEqualTo(1);
        }
    }

    @Test
    void creationWaitsForASuspectAndGivesUpInTime() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            a.become(Availability.SUSPECT);
            all.settle(a);
            assertThat(all.mediasoup.availability()).isEqualTo(Availability.SUSPECT);
            CompletableFuture<Worker> lucky = all.mediasoup.createWorker(WorkerSettings.DEFAULT);
            all.settle(a);
            assertThat(lucky).isNotDone();
            a.become(Availability.AVAILABLE);
            assertThat(await(lucky).closed()).isFalse();

            a.become(Availability.SUSPECT);
            all.settle(a);
            CompletableFuture<Worker> unlucky = all.mediasoup.createWorker(WorkerSettings.DEFAULT);
            all.settle(a);
            all.timing.advance(Duration.ofSeconds(11));

            assertThat(failure(unlucky)).isInstanceOf(CapacityException.class).hasMessageContaining("a:is suspect");
        }
    }

    @Test
    void workersOfALostBoxDieAndTheOthersDoNot() {
        try (Boxes all = new Boxes(HorizontalOptions.builder().lostAfter(Duration.ofSeconds(30)), a, b)) {
            Worker onA = await(all.mediasoup.createWorker(on(Placement.onBox("a"))));
            Worker onB = await(all.mediasoup.createWorker(on(Placement.onBox("b"))));
            List<Object> heard = new ArrayList<>();
            var died = onA.onDied(heard::add);
            var closed = onA.onClose(heard::add);
            a.become(Availability.SUSPECT);
            all.settle(a);

            all.timing.advance(Duration.ofSeconds(30));
            all.settle(a);

            WorkerDeath death = new WorkerDeath(WorkerDeath.Cause.NODE_LOST, null, null, "Box was lost: a");
            assertThat(heard)
                    .containsExactly(new WorkerDiedEvent(death), new CloseEvent(new CloseReason.WorkerDied(death)));
            assertThat(onA.died()).isTrue();
            assertThat(onA.deathCause()).isEqualTo(death);
            assertThat(all.mediasoup.workers()).containsOnlyKeys(onB.id());
            assertThat(onB.closed()).isFalse();
            assertThat(all.instance("a").availability()).isEqualTo(Availability.LOST);
            died.close();
            closed.close();
        }
    }

    @Test
    void lostBoxThatReturnsIsAdmittedWithANewEpoch() {
        try (Boxes all = new Boxes(HorizontalOptions.builder().policy(Policies.roundRobin()), a, b)) {
            Worker before = await(all.mediasoup.createWorker(on(Placement.onBox("a"))));
            a.become(Availability.LOST);
            all.settle(a);
            a.become(Availability.AVAILABLE);
            all.settle(a);

            Instance instance = all.instance("a");
            assertThat(instance.epoch()).isEqualTo(2);
            assertThat(instance.availability()).isEqualTo(Availability.AVAILABLE);
            assertThat(before.closed()).isTrue();
            assertThat(a.workers()).isEmpty();
            await(all.mediasoup.createWorker(on(Placement.onBox("a"))));
            assertThat(a.workers()).hasSize(1);
        }
    }

    @Test
    void boxThatWasLostForAMomentIsAdmittedAnewToo() {
        try (Boxes all = new Boxes(HorizontalOptions.builder(), a)) {
            Worker before = all.worker();

            a.become(Availability.LOST);
            a.become(Availability.AVAILABLE);
            all.settle(a);

            assertThat(before.closed()).isTrue();
            assertThat(all.instance("a").epoch()).isEqualTo(2);
            assertThat(all.instance("a").availability()).isEqualTo(Availability.AVAILABLE);
        }
    }

    @Test
    void closeClosesWorkersAndSparesInstances() {
        Boxes all = new Boxes(HorizontalOptions.builder(), a, b);
        Worker worker = all.worker();
        CompletableFuture<CloseEvent> reason = new CompletableFuture<>();
        var subscription = worker.onClose(reason::complete);

        all.close();

        assertThat(worker.closed()).isTrue();
        assertThat(all.mediasoup.workers()).isEmpty();
        assertThat(all.mediasoup.instances()).isEmpty();
        assertThat(await(reason)).isEqualTo(new CloseEvent(new CloseReason.MediasoupClosed()));
        assertThat(a.closed()).isFalse();
        assertThat(failure(all.mediasoup.add(b))).hasMessageContaining("closed");
        subscription.close();
    }
}
