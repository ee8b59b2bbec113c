package org.mafalda.rope.protocol;

import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;

/** Builds values of any type by reflection, at random but repeatable. Not thread-safe. */
final class Sampler {
    /** A record with rules may refuse many samples before it takes one. */
    private static final int ATTEMPTS = 3000;

    private static final int MAX_DEPTH = 12;
    /** Among them are what the rules of some values ask for: addresses, media types, ids, names. */
    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "å😀\"\\\u0001\n",
            "127.0.0.1",
            "audio/opus",
            "video/VP8",
            "L1T3",
            "00:AA:BB:11",
            "mid",
            "S3T3",
            "urn:ietf:params:rtp-hdrext:sdes:mid",
            "A".repeat(40),
            "B".repeat(37) + "A==",
            "C".repeat(60),
            "D".repeat(59) + "=",
            fingerprint(20),
            fingerprint(28),
            fingerprint(32),
            fingerprint(48),
            fingerprint(64));

    private static final List<Long> NUMBERS = List.of(0L, 1L, 2L, 3L, 10L, 100L, 127L, 255L, 1024L, 65535L, 90000L);

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> scalars = new HashMap<>();
    private final Set<Class<?>> built = new LinkedHashSet<>();

    Sampler(long seed) {
        random = new Random(seed);
        scalars.put(boolean.class, random::nextBoolean);
        scalars.put(
                int.class, () -> number(Integer.MIN_VALUE, Integer.MAX_VALUE).intValue());
        scalars.put(long.class, () -> number(Long.MIN_VALUE, Long.MAX_VALUE));
        scalars.put(double.class, () -> random.nextBoolean() ? random.nextDouble() : (double) random.nextInt(1000));
        scalars.put(String.class, () -> pick(TEXTS));
        scalars.put(
                Duration.class,
                () -> random.nextBoolean()
                        ? Duration.ofSeconds(random.nextInt(200))
                        : Duration.ofNanos(random.nextInt(Integer.MAX_VALUE)));
        scalars.put(Instant.class, () -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
        scalars.put(OptionalLong.class, () -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(7));
        scalars.put(ByteBuffer.class, () -> ByteBuffer.wrap(bytes()).asReadOnlyBuffer());
        scalars.put(byte[].class, this::bytes);
        scalars.put(Object.class, () -> json(0));
    }

    private static String fingerprint(int bytes) {
        return String.join(":", Collections.nCopies(bytes, "A7"));
    }

    /** The records and enums of which a value was built. */
    Set<Class<?>> built() {
        return built;
    }

    @Nullable Object value(AnnotatedType type) {
        return value(type, 0);
    }

    private @Nullable Object value(AnnotatedType annotated, int depth) {
        if (annotated.isAnnotationPresent(Nullable.class) && (random.nextInt(3) == 0 || depth > MAX_DEPTH)) {
            return null;
        }
        Class<?> type = TypeReader.rawClass(annotated);
        if (annotated instanceof AnnotatedWildcardType wildcard) {
            return value(wildcard.getAnnotatedUpperBounds()[0], depth);
        }
        if (annotated instanceof AnnotatedParameterizedType parameterized) {
            return container(type, parameterized.getAnnotatedActualTypeArguments(), depth);
        }
        return plain(type, depth);
    }

    private Object container(Class<?> type, AnnotatedType[] arguments, int depth) {
        int size = depth > MAX_DEPTH ? 0 : random.nextInt(3);
        if (type == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(plain(TypeReader.rawClass(arguments[0]), depth), value(arguments[1], depth + 1));
            }
            return Collections.unmodifiableMap(map);
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(arguments[0], depth + 1));
        }
        return type == Set.class ? Collections.unmodifiableSet(new LinkedHashSet<>(list)) : List.copyOf(list);
    }

    private Object plain(Class<?> type, int depth) {
        Supplier<Object> scalar = scalars.get(unboxed(type));
        if (scalar != null) {
            return scalar.get();
        }
        if (type.isEnum()) {
            built.add(type);
            return pick(List.of(type.getEnumConstants()));
        }
        if (type.isRecord()) {
            return record(type, depth);
        }
        if (TypeReader.isSealedInterface(type)) {
            return plain(pick(List.of(type.getPermittedSubclasses())), depth);
        }
        if (TypeReader.isRemote(type)) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> type.getSimpleName();
                    });
        }
        throw new AssertionError("No sample of " + type);
    }

    private Object record(Class<?> type, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        String refused = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (int i = 0; i < values.length; i++) {
                // The rule that was broken may be one between the field that it names and another.
                boolean wanted = components[i].getName().equals(refused) || random.nextInt(8) == 0;
                if (attempt == 0 || wanted) {
                    values[i] = value(components[i].getAnnotatedType(), depth + 1);
                }
            }
            try {
                Object made = constructor(type, components).newInstance(values);
                built.add(type);
                return made;
            } catch (InvocationTargetException e) {
                refused = refusedField(type, e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("Sample of " + type, e);
            }
        }
        throw new AssertionError("No sample of " + type + " is taken");
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
            throws NoSuchMethodException {
        Constructor<?> constructor = type.getDeclaredConstructor(
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.trySetAccessible();
        return constructor;
    }

    /** The field of which a constructor says that it breaks a rule; empty if it does not say. */
    private static String refusedField(Class<?> type, @Nullable Throwable refusal) {
        if (refusal instanceof DetailedException detailed && !detailed.details().isEmpty()) {
            String field = detailed.details().keySet().iterator().next();
            return field.substring(field.lastIndexOf('.') + 1);
        }
        if (refusal instanceof NullPointerException) {
            return String.valueOf(refusal.getMessage());
        }
        throw new AssertionError("Sample of " + type + " failed oddly", refusal);
    }

    private @Nullable Object json(int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 7)) {
            case 0 -> null;
            case 1 -> pick(TEXTS);
            case 2 -> random.nextBoolean();
            case 3 -> random.nextLong();
            case 4 -> random.nextDouble();
            case 5 -> List.of(String.valueOf(json(depth + 1)), pick(NUMBERS));
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(pick(TEXTS), json(depth + 1));
                yield map;
            }
        };
    }

    private Long number(long min, long max) {
        return switch (random.nextInt(12)) {
            case 0 -> min;
            case 1 -> max;
            default -> pick(NUMBERS);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static Class<?> unboxed(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }
}
