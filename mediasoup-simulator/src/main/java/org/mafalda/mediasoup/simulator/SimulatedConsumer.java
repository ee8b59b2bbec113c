package org.mafalda.mediasoup.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.Consumer;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.ConsumerScore;
import org.mafalda.mediasoup.DataConsumer;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataConsumerType;
import org.mafalda.mediasoup.event.DataProducerPauseEvent;
import org.mafalda.mediasoup.event.DataProducerResumeEvent;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ProducerPauseEvent;
import org.mafalda.mediasoup.event.ProducerResumeEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/** A simulated consumer or data consumer. */
final class SimulatedConsumer extends SimulatedObject {
    private static final int BEST_SCORE = 10;

    private final SimulatedTransport transport;
    private final SimulatedProducer producer;
    private final boolean data;

    private SimulatedConsumer(
            SimulatedTransport transport,
            SimulatedProducer producer,
            Class<?> type,
            Map<String, @Nullable Object> appData,
            boolean paused) {
        super(type, transport.process, transport.process.world().nextId(), appData);
        this.transport = transport;
        this.producer = producer;
        this.data = type == DataConsumer.class;
        has("paused", paused);
        has(producerPaused(), producer.is("paused"));
    }

    static SimulatedConsumer media(
            SimulatedTransport transport,
            SimulatedProducer producer,
            ConsumerOptions options,
            RtpParameters rtpParameters) {
        SimulatedConsumer made =
                new SimulatedConsumer(transport, producer, Consumer.class, options.appData(), options.paused());
        made.has("producerId", options.producerId());
        made.has("kind", producer.get("kind"));
        made.has("rtpParameters", rtpParameters);
        made.has("type", transport.consumerType(producer, options));
        made.has("priority", 1);
        made.has("score", new ConsumerScore(BEST_SCORE, BEST_SCORE, List.of()));
        made.has("preferredLayers", options.preferredLayers());
        return made;
    }

    static SimulatedConsumer data(
            SimulatedTransport transport, SimulatedProducer producer, DataConsumerOptions options) {
        SimulatedConsumer made =
                new SimulatedConsumer(transport, producer, DataConsumer.class, options.appData(), options.paused());
        SctpStreamParameters stream = (SctpStreamParameters) producer.get("sctpStreamParameters");
        made.has("dataProducerId", options.dataProducerId());
        made.has("type", stream == null ? DataConsumerType.DIRECT : DataConsumerType.SCTP);
        made.has("sctpStreamParameters", stream);
        made.has("label", producer.get("label"));
        made.has("protocol", producer.get("protocol"));
        made.has("subchannels", options.subchannels() == null ? List.of() : options.subchannels());
        return made;
    }

    private String producerPaused() {
        return data ? "dataProducerPaused" : "producerPaused";
    }

    SimulatedProducer producer() {
        return producer;
    }

    /** What it takes of the worker's core. */
    double cost() {
        return data || is("paused") || is(producerPaused())
                ? 0
                : process.world().cpu().cost(self(Consumer.class));
    }

    /** Whether media comes here from the endpoint that sends it: over pipes, if need be. */
    boolean receives() {
        if (closed() || is("paused") || producer.closed() || producer.is("paused") || process.over()) {
            return false;
        }
        SimulatedTransport from = producer.transport().remote();
        if (!producer.transport().isPipe()) {
            return true;
        }
        return from != null
                && from.router().worker().box().reachable()
                && from.members(data ? "dataConsumers" : "consumers").values().stream()
                        .map(near -> (SimulatedConsumer) of(near))
                        .anyMatch(near -> near.feeds(producer) && near.receives());
    }

    /** Whether the producer at the far end of a pipe is fed from here. */
    private boolean feeds(SimulatedProducer far) {
        return data
                ? stream().equals(far.get("sctpStreamParameters"))
                : ssrc((RtpParameters) state("rtpParameters")) == ssrc((RtpParameters) far.state("rtpParameters"));
    }

    private Object stream() {
        Object stream = get("sctpStreamParameters");
        return stream == null ? "" : stream;
    }

    private static long ssrc(RtpParameters parameters) {
        Long ssrc = parameters.encodings().get(0).ssrc();
        return ssrc == null ? 0 : ssrc;
    }

    /** Its producer was closed. On the lane. */
    void producerClosed() {
        CloseReason reason = data ? new CloseReason.DataProducerClosed() : new CloseReason.ProducerClosed();
        close(reason, reason);
    }

    /** Its producer was paused or resumed. On the lane. */
    void producerPaused(boolean now) {
        if (closed() || is(producerPaused()) == now) {
            return;
        }
        if (data) {
            set(
                    producerPaused(),
                    now,
                    now ? "onDataProducerPause" : "onDataProducerResume",
                    now ? new DataProducerPauseEvent() : new DataProducerResumeEvent());
        } else {
            set(
                    producerPaused(),
                    now,
                    now ? "onProducerPause" : "onProducerResume",
                    now ? new ProducerPauseEvent() : new ProducerResumeEvent());
        }
        if (!is("paused")) {
            tellEffect(now);
        }
        transport.router().worker().loadChanged();
    }

    private void tellEffect(boolean now) {
        fire(now ? "onPause" : "onResume", now ? new PauseEvent() : new ResumeEvent());
    }

    @Override
    void marked() {
        transport.router().worker().loadChanged();
    }

    @Override
    @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
        return switch (method) {
            case "pause" -> () -> pause(true);
            case "resume" -> () -> pause(false);
            case "setPreferredLayers" -> () -> change("preferredLayers", arguments[0]);
            case "setPriority" -> () -> change("priority", arguments[0]);
            case "unsetPriority" -> () -> change("priority", 1);
            case "setSubchannels" -> () -> change("subchannels", arguments[0]);
            case "requestKeyFrame", "enableTraceEvent", "setBufferedAmountLowThreshold" -> () -> null;
            case "getStats" -> List::of;
            default -> null;
        };
    }

    private @Nullable Object change(String property, Object value) {
        set(property, value);
        return null;
    }

    private @Nullable Object pause(boolean now) {
        if (is("paused") != now) {
            set("paused", now);
            if (!is(producerPaused())) {
                tellEffect(now);
            }
            transport.router().worker().loadChanged();
        }
        return null;
    }
}
