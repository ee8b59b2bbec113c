package org.mafalda.acceptance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;

/**
 * What all contracts have: the {@link Mediasoup} under test, short ways to its objects, and the checks after each test.
 *
 * <p>After each test all workers are closed; then no object, listener, pending call or process may be left, and no
 * state may differ from what was reported.
 */
@ExtendWith(ContractExtension.class)
@Timeout(90)
public abstract class AcceptanceTest {
    private @Nullable Session session;

    /** For the contracts. */
    protected AcceptanceTest() {}

    final void begin(Session given) {
        session = given;
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("No test is running");
        }
        return session;
    }

    /** The hook of the composition. */
    protected final Backend backend() {
        return session().backend();
    }

    /** What is under test. */
    protected final Mediasoup mediasoup() {
        return session().mediasoup();
    }

    /** Whether the composition has that capability. */
    protected final boolean has(Capability capability) {
        return backend().capabilities().contains(capability);
    }

    /** Listens to an event until the test is over. */
    protected final <E> EventProbe<E> probe(Registration<E> event) {
        return session().closeAfterTest(new EventProbe<>(event));
    }

    /** A log whose listeners go when the test is over. */
    protected final EventLog eventLog() {
        return session().closeAfterTest(new EventLog());
    }

    /** Has it closed when the test is over, before what is left is looked at. */
    protected final <C extends AutoCloseable> C closeAfterTest(C resource) {
        return session().closeAfterTest(resource);
    }

    /** Has it checked that the calls are settled when the test is over. */
    protected final void settles(CompletableFuture<?>... calls) {
        session().settledAfterTest(List.of(calls));
    }

    /** Another holder of the same objects; see {@link Backend#another}. Lives until the contract class is over. */
    protected final Mediasoup anotherHolder() {
        return backend().another();
    }

    /** Lets go of all closed objects now rather than after the test. */
    protected final void forgetClosedObjects() {
        session().forgetClosed();
    }

    /** A new worker with the default settings. */
    protected final Worker newWorker() {
        return Futures.await(mediasoup().createWorker(WorkerSettings.DEFAULT));
    }
}
