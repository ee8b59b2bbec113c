package org.mafalda.rope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.rtp.RtpParameters;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ProtocolException;
import tools.jackson.core.JsonParser;

/** Whatever mediasoup's interfaces take, return or tell comes over the wire as it was. */
class MediasoupValuesTest {
    private static final int ROUNDS = 12;

    private static final List<Place> PLACES = new ArrayList<>();

    /** Where a value of some type goes over the wire. */
    private record Place(String name, AnnotatedType javaType, WireType wireType) {}

    @BeforeAll
    static void collectPlaces() {
        for (ObjectModel object : ContractModel.of(Mediasoup.class).objects().values()) {
            object.states()
                    .values()
                    .forEach(state -> add(state.method(), state.method().getAnnotatedReturnType(), state.type()));
            object.events()
                    .values()
                    .forEach(event -> add(
                            event.method(), argument(event.method().getAnnotatedParameterTypes()[0]), event.value()));
            object.oneWays().values().forEach(oneWay -> addParameters(oneWay.method(), oneWay.parameters()));
            for (ProcedureModel procedure : object.procedures().values()) {
                addParameters(procedure.method(), procedure.parameters());
                if (procedure.result() != VoidType.VOID) {
                    add(procedure.method(), argument(procedure.method().getAnnotatedReturnType()), procedure.result());
                }
            }
        }
    }

    private static AnnotatedType argument(AnnotatedType type) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
    }

    private static void addParameters(Method method, List<WireType> types) {
        for (int i = 0; i < types.size(); i++) {
            add(method, method.getAnnotatedParameterTypes()[i], types.get(i));
        }
    }

    private static void add(Method method, AnnotatedType javaType, WireType wireType) {
        PLACES.add(new Place(method.getDeclaringClass().getSimpleName() + "." + method.getName(), javaType, wireType));
    }

    @Test
    void everyValueSurvivesTheWire() {
        Json.Registry objects = new Json.Registry();
        Sampler sampler = new Sampler(1);
        for (int round = 0; round < ROUNDS; round++) {
            for (Place place : PLACES) {
                Object value = sampler.value(place.javaType);
                byte[] bytes = Coded.write(place.wireType, value, objects);
                assertThat(Coded.read(place.wireType, bytes, objects))
                        .as("%s as %s", place.name, Coded.json(bytes))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void everyRecordAndEnumIsReached() throws IOException {
        Sampler sampler = new Sampler(2);
        for (int round = 0; round < 4 * ROUNDS; round++) {
            PLACES.forEach(place -> sampler.value(place.javaType));
        }
        Set<Class<?>> missed = new HashSet<>(valueClasses());
        missed.removeAll(sampler.built());

        assertThat(missed)
                .as("value types that no method of the contract takes or returns")
                .map(Class::getSimpleName)
                .containsExactlyInAnyOrder(
                        "H264ProfileLevelId", "Level", "Profile", "ProducerRtpParametersMapping", "ScalabilityMode");
    }

    /** The public records and enums of the module. */
    private static Set<Class<?>> valueClasses() throws IOException {
        Path home;
        try {
            home = Path.of(Mediasoup.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        if (Files.isDirectory(home)) {
            return valueClassesUnder(home);
        }
        try (FileSystem jar = FileSystems.newFileSystem(home)) {
            return valueClassesUnder(jar.getPath("/"));
        }
    }

    private static Set<Class<?>> valueClassesUnder(Path home) throws IOException {
        Set<Class<?>> classes = new HashSet<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                String name = home.relativize(file).toString();
                if (name.startsWith("org") && name.endsWith(".class")) {
                    Class<?> type = loaded(name.substring(0, name.length() - ".class".length()));
                    if (type.isRecord() || type.isEnum()) {
                        classes.add(type);
                    }
                }
            }
        }
        return classes;
    }

    private static Class<?> loaded(String path) {
        try {
            return Class.forName(path.replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new LinkageError(path, e);
        }
    }

    @Test
    void damagedValuesAreReadOrRefusedWithAReason() {
        Json.Registry objects = new Json.Registry();
        Sampler sampler = new Sampler(3);
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            for (Place place : PLACES) {
                byte[] result = Coded.result(place.wireType, sampler.value(place.javaType), objects);
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    result[random.nextInt(result.length)] = result[random.nextInt(result.length)];
                }
                readDamaged(place, result);
            }
        }
    }

    private static void readDamaged(Place place, byte[] frame) {
        List<Slice> results = new ArrayList<>();
        try {
            FrameReader.read(Coded.CODEC, frame, 0, frame.length, new RecordingTaker() {
                @Override
                public void result(long id, Slice result) {
                    results.add(result);
                }
            });
        } catch (ProtocolException e) {
            return;
        }
        for (Slice result : results) {
            try (JsonParser in = result.open()) {
                var unused = place.wireType.read(in, Json.NO_OBJECTS);
            } catch (DetailedException e) {
                assertThat(e.fact()).isNotEmpty();
            }
        }
    }

    @Test
    void valuesLookAsMediasoupWritesThem() {
        WireType type = PLACES.stream()
                .filter(place -> place.name.equals("Producer.rtpParameters"))
                .findFirst()
                .orElseThrow()
                .wireType;
        String json =
                "{\"mid\":\"AUDIO\",\"codecs\":[{\"mimeType\":\"audio/opus\",\"payloadType\":111,\"clockRate\":48000,"
                        + "\"channels\":2,\"parameters\":{\"useinbandfec\":1,\"foo\":\"bar\"},\"rtcpFeedback\":[]}],"
                        + "\"headerExtensions\":[{\"uri\":\"urn:ietf:params:rtp-hdrext:sdes:mid\",\"id\":10,\"encrypt\":false,"
                        + "\"parameters\":{}}],\"encodings\":[{\"ssrc\":4294967295,\"dtx\":true}],"
                        + "\"rtcp\":{\"cname\":\"FOOBAR\",\"reducedSize\":true}}";

        Object read = Json.read(type, json);

        assertThat(read).isInstanceOf(RtpParameters.class);
        assertThat(Json.tree(Json.write(type, read))).isEqualTo(Json.tree(json));
    }
}
