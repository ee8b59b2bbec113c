package org.mafalda.mafalda.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mafalda.mediasoup.dump.RouterDump;

/** The dumps of inner routers as that of the router that they make up: its own objects only, by its own ids. */
final class RouterDumps {
    private RouterDumps() {}

    static RouterDump sum(String id, Names names, List<RouterDump> dumps) {
        List<String> transports = new ArrayList<>();
        Set<String> observers = new LinkedHashSet<>(); // one may have parts in several inner routers
        Map<String, List<String>> consumers = new LinkedHashMap<>();
        Map<String, String> producerOf = new LinkedHashMap<>();
        Map<String, List<String>> observersOf = new LinkedHashMap<>();
        Map<String, List<String>> dataConsumers = new LinkedHashMap<>();
        Map<String, String> dataProducerOf = new LinkedHashMap<>();
        for (RouterDump dump : dumps) {
            transports.addAll(known(names, dump.transportIds()));
            observers.addAll(known(names, dump.rtpObserverIds()));
            merge(names, dump.mapProducerIdConsumerIds(), consumers);
            put(names, dump.mapConsumerIdProducerId(), producerOf);
            merge(names, dump.mapProducerIdObserverIds(), observersOf);
            merge(names, dump.mapDataProducerIdDataConsumerIds(), dataConsumers);
            put(names, dump.mapDataConsumerIdDataProducerId(), dataProducerOf);
        }
        return new RouterDump(
                id,
                transports,
                List.copyOf(observers),
                consumers,
                producerOf,
                observersOf,
                dataConsumers,
                dataProducerOf);
    }

    private static List<String> known(Names names, List<String> innerIds) {
        return innerIds.stream().filter(names::knows).map(names::ours).toList();
    }

    private static void merge(Names names, Map<String, List<String>> inner, Map<String, List<String>> sum) {
        inner.forEach((key, members) -> {
            if (names.knows(key)) {
                sum.computeIfAbsent(names.ours(key), none -> new ArrayList<>()).addAll(known(names, members));
            }
        });
    }

    private static void put(Names names, Map<String, String> inner, Map<String, String> sum) {
        inner.forEach((key, value) -> {
            if (names.knows(key) && names.knows(value)) {
                sum.put(names.ours(key), names.ours(value));
            }
        });
    }
}
