package org.mafalda.mafalda;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MafaldaRouter} consists of at one moment. Immutable.
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

    /**
     * The part of the router that is on one worker.
     *
     * @param routerId the id of the inner router
     * @param workerId the id of the real worker
     * @param pid the process of that worker; null if it is not one process
     * @param load what the placement takes for the load of that worker, 0 to 1 of its capacity, and more when it is
     *     overloaded
     * @param transportIds the router's transports that are there, by their own ids
     */
    public record InnerRouter(
            String routerId, String workerId, @Nullable Long pid, double load, List<String> transportIds) {
        /** Copies the list. */
        public InnerRouter {
            Objects.requireNonNull(routerId, "routerId");
            Objects.requireNonNull(workerId, "workerId");
            transportIds = List.copyOf(transportIds);
        }
    }

    /**
     * A producer or data producer that is piped from its inner router to another.
     *
     * @param producerId its own id; null if it is a data producer that is piped
     * @param dataProducerId the data producer's own id; null if it is a producer that is piped
     * @param fromRouterId the id of the inner router that it comes from
     * @param toRouterId the id of the inner router that it goes to
     * @param users how many consumers and observers there use it; 0 while it lingers
     */
    public record Pipe(
            @Nullable String producerId,
            @Nullable String dataProducerId,
            String fromRouterId,
            String toRouterId,
            int users) {
        /** Refuses nulls. */
        public Pipe {
            Objects.requireNonNull(fromRouterId, "fromRouterId");
            Objects.requireNonNull(toRouterId, "toRouterId");
        }
    }
}
