package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.reflect.Ensemble;
import org.mafalda.acceptance.reflect.Ensemble.Step;
import org.mafalda.acceptance.reflect.Kind;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;

/** {@code null} is refused at the call, for each parameter of each method of each interface, open or closed. */
public abstract class NullArgumentsContract extends AcceptanceTest {
    private final List<String> faults = new ArrayList<>();

    /** For the compositions. */
    protected NullArgumentsContract() {}

    private void check(Step step, List<?> arguments) {
        Class<?>[] types = step.operation().method().getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive()) {
                List<@Nullable Object> given = new ArrayList<>(arguments);
                given.set(i, null);
                Throwable failure = failureOf(step, given);
                if (!(failure instanceof NullPointerException)) {
                    faults.add(step + " with null as argument " + i + ": " + failure);
                }
            }
        }
    }

    private static @Nullable Throwable failureOf(Step step, List<@Nullable Object> given) {
        try {
            step.operation().call(step.target(), given);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void checkAll(Ensemble ensemble) {
        for (Kind kind : List.of(Kind.PROCEDURE, Kind.ONE_WAY, Kind.DEFAULT)) {
            ensemble.steps(kind).forEach(step -> check(step, ensemble.argumentsOf(step.operation())));
        }
        ensemble.steps(Kind.EVENT).forEach(step -> check(step, Collections.singletonList(null)));
    }

    @Test
    void nullArgumentsThrowAtTheCall() {
        checkAll(Ensemble.open(mediasoup(), newWorker()));

        assertThat(faults).isEmpty();
    }

    @Test
    void nullArgumentsThrowAtTheCallOfAClosedObjectToo() {
        Worker worker = newWorker();
        Ensemble ensemble = Ensemble.open(mediasoup(), worker);
        worker.close();

        checkAll(ensemble);

        assertThat(faults).isEmpty();
        assertThat(ensemble.of(Mediasoup.class).closed()).isFalse();
    }
}
