package org.mafalda.mediasoup.dump;

import java.util.Map;

/**
 * How received RTP finds its producer. Immutable.
 *
 * @param ssrcTable producer id by SSRC
 * @param midTable producer id by MID
 * @param ridTable producer id by RID
 */
public record RtpListenerDump(Map<Long, String> ssrcTable, Map<String, String> midTable, Map<String, String> ridTable) {

    /** Copies the collections. */
    public RtpListenerDump {
        ssrcTable = OrderedMap.copyOf(ssrcTable);
        midTable = OrderedMap.copyOf(midTable);
        ridTable = OrderedMap.copyOf(ridTable);
    }
}
