package org.mafalda.acceptance.reflect;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mafalda.acceptance.media.Devices;
import org.mafalda.acceptance.media.Listen;
import org.mafalda.acceptance.media.RouterCodecs;
import org.mafalda.acceptance.media.Sources;
import org.mafalda.mediasoup.ActiveSpeakerObserverOptions;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.ConsumerLayers;
import org.mafalda.mediasoup.ConsumerOptions;
import org.mafalda.mediasoup.DataConsumerOptions;
import org.mafalda.mediasoup.DataMessage;
import org.mafalda.mediasoup.DataProducerOptions;
import org.mafalda.mediasoup.DirectTransport;
import org.mafalda.mediasoup.DirectTransportOptions;
import org.mafalda.mediasoup.PipeToRouterOptions;
import org.mafalda.mediasoup.PipeTransportConnectOptions;
import org.mafalda.mediasoup.PipeTransportOptions;
import org.mafalda.mediasoup.PlainTransportConnectOptions;
import org.mafalda.mediasoup.PlainTransportOptions;
import org.mafalda.mediasoup.ProducerOptions;
import org.mafalda.mediasoup.Router;
import org.mafalda.mediasoup.RouterOptions;
import org.mafalda.mediasoup.WebRtcServerOptions;
import org.mafalda.mediasoup.WebRtcTransportOptions;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.mediasoup.WorkerUpdateableSettings;
import org.mafalda.mediasoup.rtp.RtpCapabilities;
import org.mafalda.mediasoup.transport.DtlsFingerprint;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.FingerprintAlgorithm;
import org.mafalda.mediasoup.transport.SctpStreamParameters;

/**
 * The catalogue of argument values: one that works for each parameter of each operation. Looked up as
 * {@code Interface.method.parameter}, then by type and name, then by type; fails where it has none.
 */
final class Arguments {
    private static final String SHA_256 = String.join(":", Collections.nCopies(32, "82"));
    /** An RTP packet (RFC 3550) of the size of its header. */
    private static final int RTP_HEADER = 12;

    private static final byte VERSION_2 = (byte) 0x80;
    private static final int FIRST_SSRC = 0x5000_0000;

    private final Map<String, Supplier<Object>> values = new HashMap<>();
    private int used;

    Arguments(String producerId, String dataProducerId, Router target) {
        options(producerId, dataProducerId, target);
        add(WorkerSettings.class, () -> WorkerSettings.DEFAULT);
        add(
                WorkerUpdateableSettings.class,
                () -> WorkerUpdateableSettings.builder().build());
        add(DtlsParameters.class, Arguments::dtls);
        add(ConsumerLayers.class, () -> new ConsumerLayers(1, 0));
        add(RtpCapabilities.class, () -> Devices.OPUS_H264);
        add(DataMessage.class, () -> DataMessage.text("hello"));
        add(ByteBuffer.class, Arguments::packet);
        add("String producerId", () -> producerId);
        add("long bitrate", () -> 500_000L);
        add("long threshold", () -> 1000L);
        add("int priority", () -> 2);
        add("int subchannel", () -> 3);
        add("List<Integer> subchannels", () -> List.of(1, 2));
        add("List<RtpCodecCapability> mediaCodecs", () -> RouterCodecs.OPUS_VP8_H264);
        add("Map<String, Object> appData", () -> Map.of("key", "value"));
    }

    private void options(String producerId, String dataProducerId, Router target) {
        add(RouterOptions.class, () -> RouterOptions.builder().build());
        add(
                WebRtcServerOptions.class,
                () -> WebRtcServerOptions.builder(List.of(Listen.udp())).build());
        add(
                WebRtcTransportOptions.class,
                () -> WebRtcTransportOptions.listen(Listen.udp()).build());
        add(
                PlainTransportOptions.class,
                () -> PlainTransportOptions.builder(Listen.udp()).build());
        add(
                PipeTransportOptions.class,
                () -> PipeTransportOptions.builder(Listen.udp()).build());
        add(DirectTransportOptions.class, () -> DirectTransportOptions.builder().build());
        add(
                PipeToRouterOptions.class,
                () -> PipeToRouterOptions.ofProducer(producerId, target)
                        .keepId(false)
                        .build());
        add(
                ActiveSpeakerObserverOptions.class,
                () -> ActiveSpeakerObserverOptions.builder().build());
        add(
                AudioLevelObserverOptions.class,
                () -> AudioLevelObserverOptions.builder().build());
        add(
                PlainTransportConnectOptions.class,
                () -> PlainTransportConnectOptions.builder()
                        .ip(Listen.IP)
                        .port(Listen.freeUdpPort())
                        .build());
        add(
                PipeTransportConnectOptions.class,
                () -> PipeTransportConnectOptions.builder(Listen.IP, Listen.freeUdpPort())
                        .build());
        add(ProducerOptions.class, () -> Sources.opus(FIRST_SSRC + used++));
        add(
                ConsumerOptions.class,
                () -> ConsumerOptions.builder(producerId, Devices.OPUS_H264).build());
        add(
                DataProducerOptions.class,
                () -> DataProducerOptions.builder()
                        .sctpStreamParameters(new SctpStreamParameters(100 + used++, true, null, null))
                        .build());
        add(
                DirectTransport.class.getSimpleName() + ".produceData.options",
                () -> DataProducerOptions.builder().build());
        add(
                DataConsumerOptions.class,
                () -> DataConsumerOptions.builder(dataProducerId).build());
    }

    private void add(Class<?> type, Supplier<Object> value) {
        add(type.getSimpleName(), value);
    }

    private void add(String place, Supplier<Object> value) {
        if (values.put(place, value) != null) {
            throw new IllegalArgumentException("Two values for " + place);
        }
    }

    private static Object dtls() {
        return new DtlsParameters(DtlsRole.CLIENT, List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, SHA_256)));
    }

    private static Object packet() {
        return ByteBuffer.allocate(RTP_HEADER).put(0, VERSION_2);
    }

    /** Values for all parameters, in their order. */
    List<Object> of(Operation operation) {
        return Arrays.stream(operation.method().getParameters())
                .map(parameter -> valueOf(operation, parameter))
                .toList();
    }

    private Object valueOf(Operation operation, Parameter parameter) {
        Type type = parameter.getParameterizedType();
        Object constants = allConstants(type);
        if (constants != null) {
            return constants;
        }
        String typeName = simple(type);
        for (String place :
                List.of(operation.name() + "." + parameter.getName(), typeName + " " + parameter.getName(), typeName)) {
            Supplier<Object> value = values.get(place);
            if (value != null) {
                return value.get();
            }
        }
        throw new AssertionError(
                "The catalogue has no value for " + typeName + " " + parameter.getName() + " of " + operation.name());
    }

    /** For a set of an enum. */
    private static @Nullable Object allConstants(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getRawType() == Set.class
                        && generic.getActualTypeArguments()[0] instanceof Class<?> element
                        && element.isEnum()
                ? Set.of(element.getEnumConstants())
                : null;
    }

    /** {@code Map<String, Object>}. */
    private static String simple(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .map(Arguments::simple)
                    .collect(Collectors.joining(", ", simple(generic.getRawType()) + "<", ">"));
        }
        return type instanceof Class<?> named ? named.getSimpleName() : type.getTypeName();
    }
}
