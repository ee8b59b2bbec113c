package org.mafalda.mafalda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MafaldaRouter} consists of at one moment: rich enough to draw it. Immutable.
 *
 * @param routerId the router's own id
 * @param innerRouters its inner routers, in the order in which they were opened
 * @param pipes the pipes between them, in no particular order
 */
public record Topology(String routerId, List<InnerRouter> innerRouters, List<Pipe> pipes) {
    /** Copies the lists. */
    public Topology {
        Objects.requireNonNull(routerId, "routerId");
        innerRouters = List.copyOf(innerRouters);
        pipes = List.copyOf(pipes);
    }

    /** The most pipes that lie between a producer and one of its consumers; 0 if there are none. */
    public int depth() {
        return pipes.stream().mapToInt(Pipe::depth).max().orElse(0);
    }

    /** The inner routers by the ids of their workers. */
    public Map<String, InnerRouter> workers() {
        return by(inner -> List.of(inner.workerId()));
    }

    /** The inner routers by their ids. */
    public Map<String, InnerRouter> routers() {
        return by(inner -> List.of(inner.routerId()));
    }

    /** On which inner router each transport is, by the transport's own id. */
    public Map<String, InnerRouter> transports() {
        return by(InnerRouter::transportIds);
    }

    /** On which inner router each RTP observer has its home, by the observer's own id. */
    public Map<String, InnerRouter> observers() {
        return by(InnerRouter::observerIds);
    }

    private Map<String, InnerRouter> by(Function<InnerRouter, List<String>> ids) {
        Map<String, InnerRouter> all = new LinkedHashMap<>();
        innerRouters.forEach(inner -> ids.apply(inner).forEach(id -> all.put(id, inner)));
        return all;
    }

    /**
     * The part of the router that is on one worker.
     *
     * @param routerId the id of the inner router
     * @param workerId the id of the real worker
     * @param pid the process of that worker; null if it is not one process
     * @param boxId the box that it is on; null if that is not known
     * @param load what the placement takes for the load of that worker, 0 to 1 of its capacity, and more when it is
     *     overloaded
     * @param transportIds the router's transports that are there, by their own ids
     * @param observerIds the router's RTP observers whose home is there, by their own ids
     */
    public record InnerRouter(
            String routerId,
            String workerId,
            @Nullable Long pid,
            @Nullable String boxId,
            double load,
            List<String> transportIds,
            List<String> observerIds) {
        /** Copies the lists. */
        public InnerRouter {
            Objects.requireNonNull(routerId, "routerId");
            Objects.requireNonNull(workerId, "workerId");
            transportIds = List.copyOf(transportIds);
            observerIds = List.copyOf(observerIds);
        }
    }

    /**
     * A producer or data producer that is piped from its inner router to another.
     *
     * @param producerId its own id; null if it is a data producer that is piped
     * @param dataProducerId the data producer's own id; null if it is a producer that is piped
     * @param fromRouterId the id of the inner router that it comes from
     * @param toRouterId the id of the inner router that it goes to
     * @param users how many consumers, observers and further pipes there use it; 0 while it lingers
     * @param depth how many pipes lie between the producer and the far end of this one, this one included: more than 1
     *     if it comes from a relay
     */
    public record Pipe(
            @Nullable String producerId,
            @Nullable String dataProducerId,
            String fromRouterId,
            String toRouterId,
            int users,
            int depth) {
        /** Refuses nulls. */
        public Pipe {
            Objects.requireNonNull(fromRouterId, "fromRouterId");
            Objects.requireNonNull(toRouterId, "toRouterId");
        }
    }
}
