package org.mafalda.demo.conference;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.ConsumerType;
import org.mafalda.mediasoup.ProducerType;
import org.mafalda.mediasoup.TransportType;
import org.mafalda.mediasoup.host.Availability;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceState;

/** What the panel shows: the objects of the media box at one moment. */
record PanelView(Box box, Totals totals, List<WorkerView> workers) {

    /** {@code cpu} is 0 to 1 of the usable cores. */
    record Box(
            String id,
            String mediasoupVersion,
            double cores,
            Availability availability,
            boolean closed,
            @Nullable Double cpu,
            @Nullable Long memoryUsed,
            @Nullable Long memoryTotal) {}

    record Totals(int workers, int routers, int transports, int producers, int consumers) {}

    /** {@code utilization} is 0 to 1 of the worker's own capacity. */
    record WorkerView(
            String id,
            @Nullable Long pid,
            Availability availability,
            @Nullable Double utilization,
            List<RouterView> routers) {}

    /** {@code span} is unset for a router that is on one worker. */
    record RouterView(
            String id,
            @Nullable Object room,
            List<TransportView> transports,
            @Nullable SpanView span) {}

    /** What a router that spans workers consists of. */
    record SpanView(List<PartView> parts, List<PipeView> pipes) {}

    /**
     * {@code load} is what placement reckons with, 0 to 1 of the worker's capacity and more; {@code tabs} are names.
     */
    record PartView(
            String id,
            String workerId,
            @Nullable Long pid,
            double load,
            List<String> transportIds,
            List<Object> tabs) {}

    /** {@code bitrate} in bit/s is what the producer sends, all of which goes through a pipe that is used; else 0. */
    record PipeView(
            String from,
            String to,
            @Nullable String producerId,
            @Nullable Object peer,
            @Nullable Object source,
            int users,
            long bitrate) {}

    record TransportView(
            String id,
            TransportType type,
            @Nullable Object peer,
            @Nullable Object direction,
            @Nullable IceState iceState,
            @Nullable DtlsState dtlsState,
            @Nullable String protocol,
            List<ProducerView> producers,
            List<ConsumerView> consumers) {}

    /** {@code score} is the worst of the streams, 0 to 10; unset before the first packet. */
    record ProducerView(
            String id,
            MediaKind kind,
            ProducerType type,
            @Nullable Object source,
            String codec,
            boolean paused,
            @Nullable Integer score) {}

    /** {@code score} is 0 to 10; {@code layers} is spatial/temporal. */
    record ConsumerView(
            String id,
            String producerId,
            MediaKind kind,
            ConsumerType type,
            @Nullable Object from,
            @Nullable Object source,
            boolean paused,
            int score,
            @Nullable String layers) {}
}
