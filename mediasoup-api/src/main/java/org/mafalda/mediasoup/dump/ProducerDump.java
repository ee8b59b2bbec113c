package org.mafalda.mediasoup.dump;

import java.util.List;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.event.ProducerTraceEventType;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpCodecsEncodingsMapping;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * The inner state of a producer. Immutable.
 *
 * @param id the producer
 * @param kind audio or video
 * @param type what its RTP streams are to each other
 * @param rtpParameters what its sender sends
 * @param rtpMapping how payload types and SSRCs of the sender become those inside the router
 * @param rtpStreams the RTP streams seen so far
 * @param traceEventTypes what it traces
 * @param paused whether it is paused
 */
public record ProducerDump(
        String id,
        MediaKind kind,
        ProducerType type,
        RtpParameters rtpParameters,
        RtpCodecsEncodingsMapping rtpMapping,
        List<RtpStreamDump> rtpStreams,
        List<ProducerTraceEventType> traceEventTypes,
        boolean paused) {

    /** Copies the collections. */
    public ProducerDump {
        rtpStreams = List.copyOf(rtpStreams);
        traceEventTypes = List.copyOf(traceEventTypes);
    }
}
