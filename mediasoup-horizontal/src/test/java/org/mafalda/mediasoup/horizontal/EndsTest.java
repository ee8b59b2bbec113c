package org.mafalda.mediasoup.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mafalda.mediasoup.horizontal.Boxes.await;
import static org.mafalda.mediasoup.horizontal.Boxes.failure;
import static org.mafalda.mediasoup.horizontal.Boxes.settle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.simulator.SimulatedClock;
import org.mafalda.mediasoup.simulator.SimulatedMediasoup;
import org.mafalda.rope.runtime.Lane;

/** When the end of workers and routers is told, and what waits for it. */
final class EndsTest {
    @Test
    void budgetIsToldOnTheLaneOfTheWholeBeforeTheWorkerTellsThatItsProcessHasEnded() {
        SimulatedBox box = SimulatedBox.named("a");
        try (Boxes all = new Boxes(HorizontalOptions.builder(), box)) {
            Worker worker = all.worker();
            List<String> told = new CopyOnWriteArrayList<>();
            var unused = all.mediasoup.onChange(change -> {
                if (change.properties().containsKey("workerBudget")) {
                    told.add("budget on " + Lane.current());
                }
            });
            unused = worker.onSubprocessClose(event -> told.add("process on " + Lane.current()));
            CompletableFuture<Void> others = new CompletableFuture<>();
            all.mediasoup.lane().execute(() -> await(others.copy()));

            worker.close();
            settle(box.lane());

            assertThat(told).isEmpty();
            assertThat(worker.subprocessClosed()).isFalse();
            others.complete(null);
            all.settle(box);
            assertThat(told).containsExactly("budget on " + all.mediasoup.lane(), "process on " + box.lane());
            assertThat(worker.subprocessClosed()).isTrue();
        }
    }

    @Test
    void callOnAClosedRouterFailsBeforeLongAlthoughItsEndIsNeverTold() {
        SimulatedClock clock = new SimulatedClock();
        try (Boxes all = new Boxes(HorizontalOptions.builder())) {
            await(all.mediasoup.add(SimulatedMediasoup.builder(clock).build()));
            CompletableFuture<Worker> starting = all.mediasoup.createWorker(WorkerSettings.DEFAULT);
            settle(all.mediasoup.lane());
            clock.settle();
            Worker worker = await(starting);
            Router router =
                    clock.await(worker.createRouter(RouterOptions.builder().build()));
            Router other =
                    clock.await(worker.createRouter(RouterOptions.builder().build()));
            // From now on the clock stands still, and with it the box.
            router.close();

            CompletableFuture<?> call =
                    router.pipeToRouter(PipeToRouterOptions.ofProducer("p", ((HorizontalRouter) other).inner())
                            .build());

            settle(all.mediasoup.lane());
            assertThat(call).isNotDone();
            all.timing.advance(Duration.ofSeconds(10));
            assertThat(failure(call)).isInstanceOf(InvalidStateException.class);
        }
    }
}
