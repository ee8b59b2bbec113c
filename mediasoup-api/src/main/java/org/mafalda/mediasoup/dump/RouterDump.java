package org.mafalda.mediasoup.dump;

import java.util.List;
import java.util.Map;

/**
 * The inner state of a router. Immutable.
 *
 * @param id the router
 * @param transportIds ids of its transports
 * @param rtpObserverIds ids of its RTP observers
 * @param mapProducerIdConsumerIds ids of the consumers of each producer
 * @param mapConsumerIdProducerId producer id by consumer id
 * @param mapProducerIdObserverIds ids of the RTP observers of each producer
 * @param mapDataProducerIdDataConsumerIds ids of the data consumers of each data producer
 * @param mapDataConsumerIdDataProducerId data producer id by data consumer id
 */
public record RouterDump(
        String id,
        List<String> transportIds,
        List<String> rtpObserverIds,
        Map<String, List<String>> mapProducerIdConsumerIds,
        Map<String, String> mapConsumerIdProducerId,
        Map<String, List<String>> mapProducerIdObserverIds,
        Map<String, List<String>> mapDataProducerIdDataConsumerIds,
        Map<String, String> mapDataConsumerIdDataProducerId) {

    /** Copies the collections. */
    public RouterDump {
        transportIds = List.copyOf(transportIds);
        rtpObserverIds = List.copyOf(rtpObserverIds);
        mapProducerIdConsumerIds = OrderedMap.copyOfLists(mapProducerIdConsumerIds);
        mapConsumerIdProducerId = OrderedMap.copyOf(mapConsumerIdProducerId);
        mapProducerIdObserverIds = OrderedMap.copyOfLists(mapProducerIdObserverIds);
        mapDataProducerIdDataConsumerIds = OrderedMap.copyOfLists(mapDataProducerIdDataConsumerIds);
        mapDataConsumerIdDataProducerId = OrderedMap.copyOf(mapDataConsumerIdDataProducerId);
    }
}
