package org.mafalda.mediasoup.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.host.BudgetPolicy;

/** How many workers there may be, in this process and in all that share a budget. */
@Timeout(60)
class WorkerBudgetIT {
    @TempDir
    private Path directory;

    private static Worker start(LocalMediasoup mediasoup) {
        try {
            return mediasoup.createWorker(WorkerSettings.builder().build()).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void operatorLimitsTheWorkersOfOneMediasoup() {
        LocalMediasoupOptions options = LocalMediasoupOptions.builder()
                .budgetPolicy(BudgetPolicy.OWN)
                .workerLimit(1)
                .build();
        try (LocalMediasoup mediasoup = LocalMediasoup.create(options)) {
            Worker first = start(mediasoup);
            assertThatThrownBy(() -> start(mediasoup))
                    .isInstanceOf(CapacityException.class)
                    .hasMessageContaining("policy:own")
                    .hasMessageContaining("limit:1");
            first.close();
            assertThat(start(mediasoup).closed()).isFalse();
        }
    }

    @Test
    void budgetIsSharedByAllOfThisProcess() {
        try (LocalMediasoup one = LocalMediasoup.create(SlotHolder.sharing(directory, 2));
                LocalMediasoup other = LocalMediasoup.create(SlotHolder.sharing(directory, 2))) {
            Worker first = start(one);
            start(other);
            assertThatThrownBy(() -> start(one)).isInstanceOf(CapacityException.class);
            assertThatThrownBy(() -> start(other)).isInstanceOf(CapacityException.class);
            first.close();
            assertThat(start(other).closed()).isFalse();
            try (LocalMediasoup third = LocalMediasoup.create(SlotHolder.sharing(directory, 2))) {
                assertThat(third.workerBudget().used()).isEqualTo(2);
                assertThat(third.workerBudget().limit()).isEqualTo(2);
            }
        }
    }

    @Test
    void budgetIsSharedWithOtherProcessesAndOutlivesTheirDeath() throws Exception {
        Process holder = holder();
        try (LocalMediasoup mediasoup = LocalMediasoup.create(SlotHolder.sharing(directory, 1))) {
            assertThat(mediasoup.workerBudget().used()).isEqualTo(1);
            assertThatThrownBy(() -> start(mediasoup)).isInstanceOf(CapacityException.class);
            holder.destroyForcibly();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(start(mediasoup).closed()).isFalse();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void twoProcessesHaveAsManyWorkersTogetherAsTheBudgetAndOneThatIsKilledFreesItsShare() throws Exception {
        Process one = other(WorkerFiller.class, 3);
        Process two = null;
        try {
            two = other(WorkerFiller.class, 3);
            fill(one);
            fill(two);
            List<ProcessHandle> ofOne = workers(one);
            List<ProcessHandle> ofTwo = workers(two);
            assertThat(ofOne.size() + ofTwo.size()).isEqualTo(3);
            assertThat(ofOne).allMatch(ProcessHandle::isAlive);
            assertThat(ofTwo).allMatch(ProcessHandle::isAlive);

            one.destroyForcibly();

            for (ProcessHandle orphan : ofOne) {
                orphan.onExit().get(20, TimeUnit.SECONDS);
            }
            fill(two);
            assertThat(workers(two)).hasSize(3).containsAll(ofTwo);
        } finally {
            one.destroyForcibly();
            if (two != null) {
                two.destroyForcibly();
            }
        }
    }

    private static void fill(Process process) throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
    }

    /** A read from a process cannot be interrupted; the wait for it can. */
    private static String line(Process process) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return process.inputReader().readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .get(20, TimeUnit.SECONDS);
    }

    private static List<ProcessHandle> workers(Process process) throws Exception {
        return Pattern.compile(" ")
                .splitAsStream(line(process))
                .filter(pid -> !pid.isEmpty())
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }

    private Process holder() throws Exception {
        Process holder = other(SlotHolder.class, 1);
        assertThat(line(holder)).isEqualTo("taken");
        return holder;
    }

    private Process other(Class<?> program, int limit) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        directory.toString(),
                        Integer.toString(limit))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void limitThatDoesNotFitThePolicyIsRefused() {
        LocalMediasoupOptions.Builder builder = LocalMediasoupOptions.builder();
        assertThatThrownBy(() -> builder.workerLimit(2).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("workerLimit must not be set where nobody limits [workerLimit:2]");
        assertThatThrownBy(() ->
                        builder.budgetPolicy(BudgetPolicy.SHARED).workerLimit(0).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("workerLimit must be 1 or more [workerLimit:0]");
        assertThatThrownBy(() ->
                        builder.budgetPolicy(BudgetPolicy.OWN).workerLimit(null).build())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("workerLimit must be set [workerLimit:null]");
    }
}
