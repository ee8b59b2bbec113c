package org.mafalda.rope.protocol;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Remote;

/** Makes wire types of Java types, and remembers the value and object types that it met. Not thread-safe. */
final class TypeReader {
    private final Collection<String> faults;
    private final Map<Class<?>, @Nullable ValueType> values = new LinkedHashMap<>();
    private final Set<Class<?>> objects = new HashSet<>();
    private final Queue<Class<?>> unreadObjects = new ArrayDeque<>();

    TypeReader(Collection<String> faults) {
        this.faults = faults;
    }

    /** Object types that were met since and have not been handed out, one by one; null when there is none. */
    @Nullable Class<?> nextObject() {
        return unreadObjects.poll();
    }

    /** Remembers an object type. */
    void addObject(Class<?> type) {
        if (objects.add(type)) {
            unreadObjects.add(type);
        }
    }

    /** The value types that were met, without those that have a fault. */
    List<ValueType> values() {
        List<ValueType> read = new ArrayList<>();
        for (ValueType value : values.values()) {
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    static boolean isRemote(Class<?> type) {
        return type.isInterface() && type.isAnnotationPresent(Remote.class);
    }

    /** Whether something of that class can be sent at all, whatever its parts are. */
    static boolean isSendable(Class<?> type) {
        return Scalar.of(type) != null
                || type == List.class
                || type == Set.class
                || type == Map.class
                || type.isRecord()
                || type.isEnum()
                || isRemote(type)
                || isSealedInterface(type);
    }

    static boolean isSealedInterface(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    /** The class of a type without its arguments; that of its upper bound if it is a wildcard. */
    static Class<?> rawClass(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedWildcardType wildcard) {
            return rawClass(wildcard.getAnnotatedUpperBounds()[0]);
        }
        Type type = annotated.getType();
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return type instanceof Class<?> plain ? plain : void.class;
    }

    /**
     * The wire type of a Java type; null after a fault was noted.
     *
     * @param place where the type stands, for the fault
     */
    @Nullable WireType read(AnnotatedType annotated, String place) {
        if (annotated instanceof AnnotatedWildcardType wildcard) {
            return read(wildcard.getAnnotatedUpperBounds()[0], place);
        }
        WireType type = annotated instanceof AnnotatedParameterizedType parameterized
                ? readParameterized(parameterized, place)
                : readPlain(annotated, place);
        return type != null && annotated.isAnnotationPresent(Nullable.class) ? NullableType.of(type) : type;
    }

    private @Nullable WireType readParameterized(AnnotatedParameterizedType annotated, String place) {
        Class<?> raw = rawClass(annotated);
        AnnotatedType[] arguments = annotated.getAnnotatedActualTypeArguments();
        if (raw == List.class || raw == Set.class) {
            WireType element = read(arguments[0], place);
            return element == null ? null : new CollectionType(element, raw == Set.class);
        }
        if (raw == Map.class) {
            return readMap(rawClass(arguments[0]), arguments[1], place);
        }
        return unsupported(annotated, place);
    }

    private @Nullable WireType readMap(Class<?> key, AnnotatedType valueType, String place) {
        if (!MapType.supportsKey(key)) {
            faults.add("%s: a map has %s as keys; keys are String, Integer or Long".formatted(place, key.getName()));
            return null;
        }
        WireType value = read(valueType, place);
        return value == null ? null : new MapType(key, value);
    }

    private @Nullable WireType readPlain(AnnotatedType annotated, String place) {
        if (!(annotated.getType() instanceof Class<?> type) || type.getTypeParameters().length > 0) {
            return unsupported(annotated, place);
        }
        WireType scalar = Scalar.of(type);
        if (scalar != null) {
            return scalar;
        }
        if (isRemote(type)) {
            addObject(type);
            return new ReferenceType(type);
        }
        if (type.isEnum() || type.isRecord() || isSealedInterface(type)) {
            return readValue(type, place);
        }
        return unsupported(annotated, place);
    }

    private @Nullable WireType unsupported(AnnotatedType annotated, String place) {
        Class<?> raw = rawClass(annotated);
        String rule = raw.isRecord() || isSealedInterface(raw)
                ? "has type parameters; value types must not have any"
                : ContractException.CANNOT_BE_SENT;
        faults.add("%s: %s %s".formatted(place, annotated.getType().getTypeName(), rule));
        return null;
    }

    private @Nullable ValueType readValue(Class<?> type, String place) {
        if (values.containsKey(type)) {
            return values.get(type);
        }
        if (type.isEnum()) {
            return readEnum(type);
        }
        return type.isRecord() ? readRecord(type, place) : readVariants(type, place);
    }

    private @Nullable ValueType readEnum(Class<?> type) {
        List<String> names = EnumType.namesOf(type);
        if (Set.copyOf(names).size() < names.size()) {
            values.put(type, null);
            faults.add("Enum %s: two constants have the same toString(), which is their name on the wire"
                    .formatted(type.getName()));
            return null;
        }
        ValueType read = new EnumType(type);
        values.put(type, read);
        return read;
    }

    private @Nullable RecordType readRecord(Class<?> type, String place) {
        RecordType read;
        try {
            read = new RecordType(type);
        } catch (IllegalAccessException e) {
            values.put(type, null);
            faults.add("%s: the record %s is not accessible; it must be public, or its package open"
                    .formatted(place, type.getName()));
            return null;
        }
        values.put(type, read);
        List<WireType> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            WireType componentType = read(
                    component.getAnnotatedType(), "%s, component %s".formatted(type.getName(), component.getName()));
            if (componentType != null) {
                components.add(componentType);
            }
        }
        read.bind(components);
        return read;
    }

    private @Nullable ValueType readVariants(Class<?> type, String place) {
        VariantType read = new VariantType(type);
        values.put(type, read);
        List<RecordType> variants = new ArrayList<>();
        collectVariants(type, place, variants);
        read.bind(variants);
        return read;
    }

    private void collectVariants(Class<?> sealed, String place, List<RecordType> variants) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (isSealedInterface(permitted)) {
                collectVariants(permitted, place, variants);
            } else if (permitted.isRecord()) {
                if (readValue(permitted, place) instanceof RecordType variant && !variants.contains(variant)) {
                    variants.add(variant);
                }
            } else {
                faults.add("%s: %s permits %s, which is neither a record nor a sealed interface of records"
                        .formatted(place, sealed.getName(), permitted.getName()));
            }
        }
    }
}
