package org.mafalda.mediasoup.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.mediasoup.transport.DtlsParameters;
import org.mafalda.mediasoup.transport.DtlsRole;
import org.mafalda.mediasoup.transport.DtlsState;
import org.mafalda.mediasoup.transport.IceParameters;
import org.mafalda.mediasoup.transport.IceRole;
import org.mafalda.mediasoup.transport.IceState;

class DumpTest {
    private static final List<String> IDS = List.of("a", "b");
    private static final BaseTransportDump BASE = new BaseTransportDump(
            "transport-1",
            IDS,
            List.of(),
            Map.of(),
            Map.of(),
            new RecvRtpHeaderExtensions(1, null, null, null, null),
            new RtpListenerDump(Map.of(), Map.of(), Map.of()),
            262_144,
            262_144,
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            List.of());

    @Test
    void everyTransportDumpReadsTheCommonPart() throws ReflectiveOperationException {
        DirectTransportDump dump = new DirectTransportDump(BASE);
        for (RecordComponent component : BaseTransportDump.class.getRecordComponents()) {
            Method delegate = TransportDump.class.getMethod(component.getName());
            assertThat(delegate.invoke(dump))
                    .as(component.getName())
                    .isEqualTo(component.getAccessor().invoke(BASE));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {TransportDump.class, ConsumerDump.class})
    void theCommonPartIsReadableAsAWhole(Class<?> view) throws ReflectiveOperationException {
        for (RecordComponent component : view.getMethod("base").getReturnType().getRecordComponents()) {
            assertThat(view.getMethod(component.getName()).getGenericReturnType())
                    .as(component.getName())
                    .isEqualTo(component.getGenericType());
        }
    }

    @Test
    void secretsAreNotShown() {
        WebRtcTransportDump dump = new WebRtcTransportDump(
                BASE,
                IceRole.CONTROLLED,
                new IceParameters("fragment", "secret", true),
                List.of(),
                IceState.NEW,
                null,
                new DtlsParameters(DtlsRole.AUTO, List.of()),
                DtlsState.NEW,
                null);
        assertThat(dump.toString()).contains("fragment").doesNotContain("secret");
    }

    @Test
    void mapsAreOrderedCopies() {
        List<String> consumers = new ArrayList<>(IDS);
        Map<String, List<String>> consumersOf = new LinkedHashMap<>();
        consumersOf.put("z", consumers);
        consumersOf.put("y", List.of());
        RouterDump dump =
                new RouterDump("router-1", IDS, IDS, consumersOf, Map.of(), Map.of(), Map.of(), Map.of("c", "p"));
        consumers.clear();
        consumersOf.clear();

        assertThat(dump.mapProducerIdConsumerIds()).isUnmodifiable();
        assertThat(dump.mapProducerIdConsumerIds().keySet()).containsExactly("z", "y");
        assertThat(dump.mapProducerIdConsumerIds().get("z")).isEqualTo(IDS).isUnmodifiable();
        assertThat(dump.mapDataConsumerIdDataProducerId()).isUnmodifiable();
    }

    @Test
    void listsAreCopies() {
        List<String> ids = new ArrayList<>(IDS);
        WorkerDump dump = new WorkerDump(1L, ids, ids, new WorkerDump.ChannelMessageHandlers(ids, ids));
        ids.clear();
        assertThat(Stream.of(
                        dump.webRtcServerIds(),
                        dump.routerIds(),
                        dump.channelMessageHandlers().channelRequestHandlers(),
                        dump.channelMessageHandlers().channelNotificationHandlers()))
                .allSatisfy(copy -> assertThat(copy).isEqualTo(IDS).isUnmodifiable());
    }
}
