package org.mafalda.mediasoup.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.DataProducer;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DataProducerType;
import org.mafalda.mediasoup.Producer;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.event.PauseEvent;
import org.mafalda.mediasoup.event.ResumeEvent;
import org.mafalda.mediasoup.rtp.RtpParameters;

/** A simulated producer or data producer. */
final class SimulatedProducer extends SimulatedObject {
    private final SimulatedTransport transport;
    private final String consumers;

    private SimulatedProducer(
            SimulatedTransport transport,
            Class<?> type,
            String id,
            Map<String, @Nullable Object> appData,
            boolean paused,
            String consumers) {
        super(type, transport.process, id, appData);
        this.transport = transport;
        this.consumers = consumers;
        has("paused", paused);
    }

    static SimulatedProducer media(
            SimulatedTransport transport,
            String id,
            ProducerOptions options,
            RtpParameters rtpParameters,
            RtpParameters consumable) {
        SimulatedProducer made =
                new SimulatedProducer(transport, Producer.class, id, options.appData(), options.paused(), "consumers");
        made.has("kind", options.kind());
        made.has("rtpParameters", rtpParameters);
        made.has("type", rtpParameters.encodings().size() > 1 ? ProducerType.SIMULCAST : ProducerType.SIMPLE);
        made.has("consumableRtpParameters", consumable);
        made.has("score", List.of());
        return made;
    }

    static SimulatedProducer data(SimulatedTransport transport, String id, DataProducerOptions options) {
        SimulatedProducer made = new SimulatedProducer(
                transport, DataProducer.class, id, options.appData(), options.paused(), "dataConsumers");
        made.has("type", options.sctpStreamParameters() == null ? DataProducerType.DIRECT : DataProducerType.SCTP);
        made.has("sctpStreamParameters", options.sctpStreamParameters());
        made.has("label", options.label());
        made.has("protocol", options.protocol());
        return made;
    }

    SimulatedTransport transport() {
        return transport;
    }

    private List<SimulatedConsumer> consumers() {
        return transport.router().members(consumers).values().stream()
                .map(consumer -> (SimulatedConsumer) of(consumer))
                .filter(consumer -> consumer.producer() == this)
                .toList();
    }

    /** The worker tells its consumers a moment later. */
    @Override
    void marked() {
        process.lane().execute(() -> consumers().forEach(SimulatedConsumer::producerClosed));
    }

    @Override
    CloseReason reasonBelow() {
        return new CloseReason.ProducerClosed();
    }

    @Override
    @Nullable Supplier<@Nullable Object> effect(String method, Object[] arguments) {
        return switch (method) {
            case "pause" -> () -> pause(true);
            case "resume" -> () -> pause(false);
            case "enableTraceEvent" -> () -> null;
            case "getStats" -> List::of;
            default -> null;
        };
    }

    private @Nullable Object pause(boolean now) {
        if (is("paused") != now) {
            set("paused", now, now ? "onPause" : "onResume", now ? new PauseEvent() : new ResumeEvent());
            process.lane().execute(() -> consumers().forEach(consumer -> consumer.producerPaused(now)));
        }
        return null;
    }
}
