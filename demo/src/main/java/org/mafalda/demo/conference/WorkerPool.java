package org.mafalda.demo.conference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.mafalda.mediasoup.CapacityException;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.Worker;
import org.mafalda.mediasoup.WorkerSettings;

/**
 * The workers on which rooms open: a new one while all have a room and the limit allows, otherwise the one with the
 * fewest rooms. A worker that died is forgotten. Lives until {@link #close}, which ends its workers. On the
 * conference's thread.
 */
final class WorkerPool {
    private final Mediasoup mediasoup;
    private final int limit;
    private final Executor thread;
    private final List<Worker> workers = new ArrayList<>();
    private int starting;
    private boolean closed;

    WorkerPool(Mediasoup mediasoup, int limit, Executor thread) {
        this.mediasoup = mediasoup;
        this.limit = limit;
        this.thread = thread;
    }

    /** A worker for a new room. Fails as {@link Mediasoup#createWorker} does. */
    CompletionStage<Worker> take() {
        workers.removeIf(Worker::closed);
        Optional<Worker> leastUsed = workers.stream()
                .min(Comparator.comparingInt(worker -> worker.routers().size()));
        if (leastUsed.isPresent() && (leastUsed.get().routers().isEmpty() || workers.size() + starting >= limit)) {
            return CompletableFuture.completedStage(leastUsed.get());
        }
        starting++;
        WorkerSettings settings = WorkerSettings.builder()
                .appData(Map.of("application", "conference"))
                .build();
        return mediasoup
                .createWorker(settings)
                .handleAsync((worker, failure) -> started(worker, failure, leastUsed), thread);
    }

    private Worker started(Worker worker, Throwable failure, Optional<Worker> other) {
        starting--;
        if (failure != null) {
            if (failure instanceof CapacityException && other.isPresent()) {
                return other.get();
            }
            throw new CompletionException(failure);
        }
        if (closed) {
            worker.close();
        } else {
            workers.add(worker);
        }
        return worker;
    }

    void close() {
        closed = true;
        workers.forEach(Worker::close);
        workers.clear();
    }
}
