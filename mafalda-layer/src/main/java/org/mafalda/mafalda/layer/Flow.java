package org.mafalda.mafalda.layer;

import java.util.function.BooleanSupplier;
import org.mafalda.mafalda.policy.StreamKind;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.rtp.RtpEncodingParameters;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** A stream on one worker. An identity: two are never equal. */
final class Flow {
    private final StreamKind kind;
    private final BooleanSupplier flows;

    Flow(StreamKind kind, BooleanSupplier flows) {
        this.kind = kind;
        this.flows = flows;
    }

    StreamKind kind() {
        return kind;
    }

    /** Whether anything comes through it at present. */
    boolean flows() {
        return flows.getAsBoolean();
    }

    /** That of a producer or consumer of ours, media or data. */
    static Flow of(Object object) {
        if (object instanceof Producer producer) {
            return new Flow(kind(Use.PRODUCER, producer), () -> !producer.paused());
        }
        if (object instanceof Consumer consumer) {
            return new Flow(
                    new StreamKind(Use.CONSUMER, consumer.kind(), bitrateClass(consumer.rtpParameters())),
                    () -> !consumer.paused() && !consumer.producerPaused());
        }
        Use use = object instanceof DataConsumer ? Use.CONSUMER : Use.PRODUCER;
        return new Flow(new StreamKind(use, null, 0), () -> true);
    }

    /** One end of a pipe that carries that producer or data producer. */
    static Flow ofPipe(Use use, Object origin, BooleanSupplier flows) {
        StreamKind kind = origin instanceof Producer producer ? kind(use, producer) : new StreamKind(use, null, 0);
        return new Flow(kind, flows);
    }

    private static StreamKind kind(Use use, Producer producer) {
        return new StreamKind(use, producer.kind(), bitrateClass(producer.rtpParameters()));
    }

    private static int bitrateClass(RtpParameters parameters) {
        long most = 0;
        for (RtpEncodingParameters encoding : parameters.encodings()) {
            Long bitrate = encoding.maxBitrate();
            most += bitrate == null ? 0 : bitrate;
        }
        return most == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, (most - 1) / 1000));
    }
}
