package org.mafalda.rope.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ReliefTest {
    private final List<Runnable> threads = new ArrayList<>();
    private final Relief relief = new Relief(threads::add);
    private int turns;

    private void run() {
        List<Runnable> started = List.copyOf(threads);
        threads.clear();
        started.forEach(Runnable::run);
    }

    @Test
    void dutyIsTakenOverOnceForAllThatAskMeanwhile() {
        Runnable duty = () -> turns++;
        assertThat(relief.request(duty)).isTrue();
        assertThat(relief.request(duty)).isTrue();
        assertThat(turns).isZero();
        run();
        assertThat(turns).isEqualTo(1);
        assertThat(threads).isEmpty();
    }

    @Test
    void requestAfterTheReliefHasBegunIsMetByAnother() {
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            turns++;
            if (turns == 1) {
                relief.request(again[0]);
            }
        };
        relief.request(again[0]);
        run();
        run();
        assertThat(turns).isEqualTo(2);
    }

    @Test
    void eachDutyHasItsOwnRelief() {
        Runnable duty = () -> turns++;
        relief.request(duty);
        relief.request(() -> turns += 10);
        run();
        assertThat(turns).isEqualTo(11);
    }

    @Test
    void withoutAThreadThereIsNoReliefAndTheNextRequestIsNotLost() {
        Runnable duty = () -> turns++;
        boolean[] full = {true};
        Relief busy = new Relief(task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            threads.add(task);
        });
        assertThat(busy.request(duty)).isFalse();
        full[0] = false;
        assertThat(busy.request(duty)).isTrue();
        run();
        assertThat(turns).isEqualTo(1);
    }
}
