package org.mafalda.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.horizontal.Horizontal;
import org.mafalda.mediasoup.horizontal.HorizontalMediasoup;
import org.mafalda.mediasoup.horizontal.Instance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A horizontal and those of its members that the configuration names. A machine that cannot be reached does not keep it
 * from starting with the others: it is tried again until it is there, or named no more. Thread-safe.
 */
final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Layer.Horizontal first;
    private final HorizontalMediasoup horizontal;
    /** By their definitions. Guarded by this, as the flag below. */
    private final Map<String, Seat> seats = new LinkedHashMap<>();

    private boolean closed;

    Cluster(Layer.Horizontal layer) {
        this.first = layer;
        this.horizontal = HorizontalMediasoup.create(layer.options());
    }

    Horizontal horizontal() {
        return horizontal;
    }

    /** It and the clusters among its members, and theirs, the uppermost first. */
    Stream<Cluster> all() {
        List<Seat> present;
        synchronized (this) {
            present = List.copyOf(seats.values());
        }
        return Stream.concat(Stream.of(this), present.stream().flatMap(Seat::clusters));
    }

    /** Completes when each member is there, or has failed for the first time. */
    CompletableFuture<Void> start() {
        return update(first, new ArrayList<>());
    }

    /**
     * Has the members of that layer from now on: those that are no more among them leave, those that are new come.
     *
     * @param changes is told of them; safe for several threads unless this is the start
     */
    CompletableFuture<Void> update(Layer.Horizontal next, List<String> changes) {
        Map<String, Layer> wanted = new LinkedHashMap<>();
        next.members().forEach(member -> wanted.put(member.definition(), member.layer()));
        List<Seat> leaving = new ArrayList<>();
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        synchronized (this) {
            seats.entrySet().removeIf(seat -> {
                boolean leaves = !wanted.containsKey(seat.getKey());
                if (leaves) {
                    leaving.add(seat.getValue());
                }
                return leaves;
            });
        }
        for (Seat seat : leaving) {
            changes.add("left: " + seat.layer.title());
            steps.add(seat.leave());
        }
        // A box whose definition has changed is taken in anew only after it has left.
        return all(steps).thenCompose(gone -> all(come(wanted, changes)));
    }

    private List<CompletableFuture<Void>> come(Map<String, Layer> wanted, List<String> changes) {
        List<Seat> coming = new ArrayList<>();
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return List.of();
            }
            wanted.forEach((definition, layer) -> {
                Seat present = seats.get(definition);
                if (present == null) {
                    Seat seat = new Seat(layer);
                    seats.put(definition, seat);
                    coming.add(seat);
                    return;
                }
                Layer.Horizontal inner = layer.cluster();
                if (inner != null) {
                    present.clusters().limit(1).forEach(cluster -> steps.add(cluster.update(inner, changes)));
                }
            });
        }
        for (Seat seat : coming) {
            changes.add("came: " + seat.layer.title());
            steps.add(seat.join(RETRY));
        }
        return steps;
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** Closes the horizontal, then its members. */
    @Override
    public void close() {
        List<Seat> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(seats.values());
            seats.clear();
        }
        horizontal.close();
        all.forEach(Seat::end);
    }

    @Override
    public String toString() {
        return first.title();
    }

    /** The place of one member, whether it is there or not. */
    private final class Seat {
        private final Layer layer;
        /** What runs for it. Guarded by this, as those below. */
        private @Nullable Composition running;

        private @Nullable Instance instance;
        private boolean over;

        Seat(Layer layer) {
            this.layer = layer;
        }

        /** The clusters that run for it, the uppermost first. */
        Stream<Cluster> clusters() {
            Composition present;
            synchronized (this) {
                present = running;
            }
            return present == null ? Stream.of() : present.clusters().stream().flatMap(Cluster::all);
        }

        /** Completes when it is there, or has failed once more. */
        CompletableFuture<Void> join(Duration wait) {
            Composition attempt = new Composition();
            synchronized (this) {
                if (over) {
                    return CompletableFuture.completedFuture(null);
                }
                running = attempt;
            }
            return attempt.start(layer).thenCompose(horizontal::add).handle((joined, failure) -> {
                if (failure != null) {
                    attempt.close();
                    joinLater(wait, failure);
                } else {
                    arrived(joined);
                }
                return null;
            });
        }

        private void arrived(Instance joined) {
            boolean late;
            synchronized (this) {
                instance = joined;
                late = over;
            }
            if (late) {
                var unused = remove(joined);
            }
        }

        private void joinLater(Duration wait, Throwable why) {
            synchronized (this) {
                if (over) {
                    return;
                }
            }
            LOG.warn("Not there, tried again in {} s [layer:{}, reason:{}]", wait.toSeconds(), layer.title(), why);
            Duration doubled = wait.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        var unused = join(next);
                    });
        }

        /** Has it leave; completes when it is gone. */
        CompletableFuture<Void> leave() {
            Instance present;
            synchronized (this) {
                over = true;
                present = instance;
            }
            CompletableFuture<Void> removed =
                    present == null ? CompletableFuture.completedFuture(null) : remove(present);
            return removed.thenRun(this::end);
        }

        private CompletableFuture<Void> remove(Instance member) {
            return horizontal.remove(member.boxId()).exceptionally(failure -> {
                LOG.debug("Was gone already [box:{}]", member.boxId(), failure);
                return null;
            });
        }

        /** Closes what runs for it. */
        void end() {
            Composition last;
            synchronized (this) {
                over = true;
                last = running;
            }
            if (last != null) {
                last.close();
            }
        }
    }
}
