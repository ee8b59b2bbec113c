package org.mafalda.mediasoup.dump;

import java.util.Map;

/**
 * How received messages find their data producer. Immutable.
 *
 * @param streamIdTable data producer id by SCTP stream, 0 to 65534
 */
public record SctpListenerDump(Map<Integer, String> streamIdTable) {

    /** Copies the map. */
    public SctpListenerDump {
        streamIdTable = OrderedMap.copyOf(streamIdTable);
    }
}
