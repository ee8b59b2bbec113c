package org.mafalda.mafalda.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.dump.ConsumerDump;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.stats.RtpStreamRecvStats;

/**
 * A consumer of a router that spans workers. What is told of its producer's streams is told of those of the producer
 * itself, by their own SSRCs, whatever the pipe between has made of them.
 */
final class SpanningConsumer extends Mirror {
    private final Mirror origin;

    SpanningConsumer(InnerRouter place, Consumer inner, Map<String, @Nullable Object> appData, Mirror origin) {
        super(place, UUID.randomUUID().toString(), appData, inner);
        this.origin = origin;
    }

    @Override
    @Nullable Object result(@Nullable Object value) {
        Object said = super.result(value);
        if (origin.place() == place()) {
            return said;
        }
        if (said instanceof ConsumerDump dump) {
            return Names.with(
                    (Record) dump,
                    "base",
                    Names.with(
                            dump.base(),
                            "consumableRtpEncodings",
                            producer().consumableRtpParameters().encodings()));
        }
        return said instanceof List<?> stats ? stats.stream().map(this::stat).toList() : said;
    }

    private Producer producer() {
        return (Producer) origin.inner();
    }

    private Object stat(Object stat) {
        Producer far = place().router().producers().get(((Consumer) inner()).producerId());
        if (!(stat instanceof RtpStreamRecvStats received) || far == null) {
            return stat;
        }
        List<RtpEncodingParameters> encodings = far.rtpParameters().encodings();
        for (int i = 0; i < encodings.size(); i++) {
            if (Objects.equals(encodings.get(i).ssrc(), received.base().ssrc())) {
                RtpEncodingParameters own =
                        producer().rtpParameters().encodings().get(i);
                Map<String, @Nullable Object> names = new HashMap<>();
                names.put("rid", own.rid());
                if (own.ssrc() != null) {
                    names.put("ssrc", own.ssrc());
                }
                return Names.with(received, "base", Names.with(received.base(), names));
            }
        }
        return stat;
    }
}
