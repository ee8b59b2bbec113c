package org.mafalda.rope.protocol;

import static java.lang.invoke.MethodType.genericMethodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.DetailedException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;

/** A record: an object with its components as fields. */
final class RecordType implements ValueType {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    /** Marks components that have not come yet; no value of any type is this. */
    private static final Object MISSING = new Object();

    private final Class<?> javaType;
    private final SerializableString[] names;
    private final PropertyNameMatcher matcher;
    /** Not a method handle: one that is no constant makes objects by a slow path of the virtual machine. */
    private final Constructor<?> constructor;

    private final MethodHandle[] accessors;
    private final Object[] missing;
    /** Set once, by {@link #bind}, because a record may contain itself. */
    private WireType[] types = {};

    private boolean namesObjects;

    /**
     * A record type whose components are not known yet.
     *
     * @throws IllegalAccessException if the record cannot be reached from here
     */
    RecordType(Class<?> javaType) throws IllegalAccessException {
        this.javaType = javaType;
        RecordComponent[] components = javaType.getRecordComponents();
        int count = components.length;
        this.names = new SerializableString[count];
        this.accessors = new MethodHandle[count];
        this.missing = new Object[count];
        Arrays.fill(missing, MISSING);
        for (int i = 0; i < count; i++) {
            names[i] = new SerializedString(components[i].getName());
            accessors[i] =
                    LOOKUP.unreflect(accessible(components[i].getAccessor())).asType(genericMethodType(1));
        }
        this.matcher = BinaryNameMatcher.construct(
                Stream.of(components).map(RecordComponent::getName).toList());
        this.constructor = accessible(canonicalConstructor(javaType, components));
    }

    private static Constructor<?> canonicalConstructor(Class<?> javaType, RecordComponent[] components) {
        Class<?>[] parameters =
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return javaType.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Record without its canonical constructor", e);
        }
    }

    /** Members of public classes in exported packages need nothing; for others the module must be open. */
    private static <M extends AccessibleObject> M accessible(M member) throws IllegalAccessException {
        if (!member.trySetAccessible()) {
            throw new IllegalAccessException(member + " is not accessible");
        }
        return member;
    }

    void bind(List<WireType> componentTypes) {
        this.types = componentTypes.toArray(WireType[]::new);
        // A component that is not bound yet is a record that contains this one, and says for itself.
        this.namesObjects = componentTypes.stream().anyMatch(WireType::mayNameObjects);
    }

    @Override
    public String name() {
        return javaType.getSimpleName();
    }

    @Override
    public Class<?> javaType() {
        return javaType;
    }

    @Override
    public Map<String, Object> description() {
        Map<String, Object> fields = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            fields.put(names[i].getValue(), types[i].name());
        }
        return Map.of("fields", fields);
    }

    @Override
    public boolean mayNameObjects() {
        return namesObjects;
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        if (value == null) {
            throw Scalar.unwritable("Expected a " + name(), null);
        }
        out.writeStartObject(value);
        writeFields(out, value, references);
        out.writeEndObject();
    }

    /** Writes the fields alone; those that are null are left out. */
    void writeFields(JsonGenerator out, Object value, References references) {
        WireType[] fieldTypes = types;
        for (int i = 0; i < fieldTypes.length; i++) {
            Object field = get(i, value);
            WireType type = fieldTypes[i];
            if (field == null && type.nullable()) {
                continue;
            }
            out.writeName(names[i]);
            type.write(out, field, references);
        }
    }

    private @Nullable Object get(int index, Object value) {
        try {
            return (Object) accessors[index].invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Accessor failed [type:" + name() + "]", e);
        }
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Mismatch.expected("an object of the type " + name(), in);
        }
        return readFields(in, references);
    }

    /** Reads the fields up to the end of the object in which the parser is. */
    Object readFields(JsonParser in, References references) {
        WireType[] fieldTypes = types;
        @Nullable Object[] fields = missing.clone();
        while (true) {
            int index = in.nextNameMatch(matcher);
            if (index >= 0) {
                in.nextToken();
                if (fields[index] != MISSING) {
                    throw Mismatch.fact("Field given twice", in);
                }
                fields[index] = fieldTypes[index].read(in, references);
            } else if (index == PropertyNameMatcher.MATCH_UNKNOWN_NAME) {
                in.nextToken();
                in.skipChildren();
            } else {
                break;
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == MISSING) {
                if (!fieldTypes[i].nullable()) {
                    throw Mismatch.fact("Field '" + names[i].getValue() + "' of " + name() + " is missing", in);
                }
                fields[i] = NullableType.absent(fieldTypes[i]);
            }
        }
        return construct(fields, in);
    }

    private Object construct(@Nullable Object[] fields, JsonParser in) {
        try {
            return constructor.newInstance(fields);
        } catch (InvocationTargetException e) {
            throw refused(e.getTargetException(), in);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Record cannot be made [type:" + name() + "]", e);
        }
    }

    private RuntimeException refused(Throwable cause, JsonParser in) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof DetailedException detailed) {
            return detailed;
        }
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        WireException failure = Mismatch.fact(name() + " cannot have these values: " + reason, in);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public String toString() {
        return name();
    }
}
