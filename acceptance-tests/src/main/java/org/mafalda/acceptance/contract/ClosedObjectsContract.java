package org.mafalda.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mafalda.acceptance.Futures.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.AcceptanceTest;
import org.mafalda.acceptance.EventProbe;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.reflect.Ensemble;
import org.mafalda.acceptance.reflect.Ensemble.Step;
import org.mafalda.acceptance.reflect.Interfaces;
import org.mafalda.acceptance.reflect.Kind;
import org.mafalda.acceptance.reflect.Operation;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.Sticky;

/** What each method of each interface does on a closed object; the methods are found by reflection. */
public abstract class ClosedObjectsContract extends AcceptanceTest {
    /** State that others write, whether the object is closed or not. */
    private static final Set<String> OF_OTHERS =
            Set.of("Worker.subprocessClosed", "Worker.load", "Mediasoup.load", "Mediasoup.workerBudget");

    private Ensemble ensemble;
    private Map<Step, List<Object>> procedures;

    /** For the compositions. */
    protected ClosedObjectsContract() {}

    /** The arguments are made while all are alive: they may name others. */
    @BeforeEach
    void openAllKinds() {
        ensemble = Ensemble.open(mediasoup(), newWorker());
        procedures = new LinkedHashMap<>();
        ensemble.steps(Kind.PROCEDURE).forEach(step -> procedures.put(step, ensemble.argumentsOf(step.operation())));
    }

    private static void close(Object object) {
        operation(object, "close").call(object, List.of());
    }

    private static Operation operation(Object object, String name) {
        return operations(object).stream()
                .filter(operation -> operation.method().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Operation> operations(Object object) {
        Class<?> type = Interfaces.ofObjects().stream()
                .filter(candidate -> candidate.isInstance(object))
                .findFirst()
                .orElseThrow();
        return Interfaces.operations(type);
    }

    /** Closes each object by its own call, except for the worker and what is above it. */
    private void closeEachBelowTheWorker() {
        ensemble.objects().forEach((type, object) -> {
            if (type != Worker.class && type != Mediasoup.class) {
                close(object);
            }
        });
    }

    private static void assertFails(
            Step step, List<Object> arguments, Class<? extends InvalidStateException> expected, List<String> faults) {
        String type = Interfaces.of(step.target()).getSimpleName();
        Throwable failure = failure(step.operation().start(step.target(), arguments));
        String message = type + " is closed [id:"
                + operation(step.target(), "id").call(step.target(), List.of()) + ", method:"
                + step.operation().method().getName() + "]";
        boolean right = failure != null && failure.getClass() == expected && message.equals(failure.getMessage());
        if (!right) {
            faults.add(step + ": " + failure);
        }
    }

    @Test
    void eachProcedureFailsAndNamesTypeAndMethod() {
        closeEachBelowTheWorker();

        List<String> faults = new ArrayList<>();
        procedures.forEach((step, arguments) -> {
            if (!(step.target() instanceof Worker) && !(step.target() instanceof Mediasoup)) {
                assertFails(step, arguments, InvalidStateException.class, faults);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void eachProcedureBelowAClosedWorkerFailsBecauseOfTheWorker() {
        ensemble.of(Worker.class).close();

        List<String> faults = new ArrayList<>();
        procedures.forEach((step, arguments) -> {
            if (!(step.target() instanceof Mediasoup)) {
                assertFails(step, arguments, WorkerClosedException.class, faults);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void eachProcedureOfAClosedMediasoupFails() {
        mediasoup().close();

        procedures.forEach((step, arguments) -> {
            if (step.target() instanceof Mediasoup) {
                assertThat(failure(step.operation().start(step.target(), arguments)))
                        .isExactlyInstanceOf(InvalidStateException.class)
                        .hasMessageContaining(Interfaces.of(step.target()).getSimpleName() + " is closed")
                        .hasMessageContaining(
                                "method:" + step.operation().method().getName());
            }
        });
    }

    @Test
    void oneWayCallsAreIgnored() {
        closeEachBelowTheWorker();
        ensemble.of(Worker.class).close();

        for (Step step : ensemble.steps(Kind.ONE_WAY)) {
            if (!(step.target() instanceof Mediasoup)) {
                Map<String, @Nullable Object> before = states(step.target());
                assertThatCode(() -> step.operation().call(step.target(), ensemble.argumentsOf(step.operation())))
                        .as(step.toString())
                        .doesNotThrowAnyException();
                assertThat(states(step.target())).as(step.toString()).isEqualTo(before);
            }
        }
    }

    /** What its state methods return, apart from what others write. */
    private static Map<String, @Nullable Object> states(Object object) {
        Map<String, @Nullable Object> states = new LinkedHashMap<>();
        operations(object).forEach(operation -> {
            if (operation.kind() == Kind.STATE && !OF_OTHERS.contains(operation.name())) {
                states.put(operation.method().getName(), operation.call(object, List.of()));
            }
        });
        return states;
    }

    /** Those that are expected once it is closed: as they were, but for what closing changes. */
    private static Map<String, String> statesAtClose(Object object) {
        Map<String, String> expected = new LinkedHashMap<>();
        states(object).forEach((name, value) -> {
            AtClose atClose = operation(object, name).method().getAnnotation(AtClose.class);
            Object last =
                    atClose == null || value == null ? value : atClose.value().length == 0 ? null : atClose.value()[0];
            expected.put(name, String.valueOf(name.equals("closed") ? true : last));
        });
        return expected;
    }

    private static Map<String, String> texts(Object object) {
        Map<String, String> texts = new LinkedHashMap<>();
        states(object).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    @Test
    void stateStaysReadableWithItsLastValues() {
        Map<Object, Map<String, String>> expected = new LinkedHashMap<>();
        ensemble.objects().values().forEach(object -> {
            expected.put(object, statesAtClose(object));
            close(object);
            assertThat(texts(object)).as(object.toString()).isEqualTo(expected.get(object));
        });

        ensemble.objects().values().forEach(object -> {
            awaitClose(object);
            assertThat(texts(object)).as(object.toString()).isEqualTo(expected.get(object));
            assertThat(object.toString()).contains("closed");
            operations(object).stream()
                    .filter(operation -> operation.kind() == Kind.COLLECTION)
                    .forEach(operation -> assertThat((Map<?, ?>) operation.call(object, List.of()))
                            .as(operation.name())
                            .isEmpty());
        });
    }

    private void awaitClose(Object object) {
        probe(listener -> operation(object, "onClose").listen(object, listener)).next();
    }

    @Test
    void stickyEventsCallBackAndAllOthersAreSilent() {
        closeEachBelowTheWorker();
        ensemble.of(Worker.class).close();

        for (Step step : ensemble.steps(Kind.EVENT)) {
            Operation event = step.operation();
            if (step.target() instanceof Mediasoup) {
                continue;
            }
            EventProbe<Object> probe = probe(listener -> event.listen(step.target(), listener));
            boolean comes = event.method().isAnnotationPresent(Sticky.class)
                    && !event.name().equals("Worker.onDied");
            if (comes) {
                assertThat(probe.next()).as(step.toString()).isNotNull();
            }
            awaitClose(step.target());
            assertThat(probe.arrived()).as(step.toString()).isEqualTo(comes ? 1 : 0);
            probe.close();
            assertThatCode(probe::close).doesNotThrowAnyException();
        }
    }

    @Test
    void defaultMethodsStillAnswer() {
        Router router = ensemble.of(Router.class);
        String producerId =
                Objects.requireNonNull(router.producers().keySet().iterator().next());
        router.close();

        assertThat(router.canConsume(producerId, Devices.OPUS_H264)).isFalse();
    }
}
