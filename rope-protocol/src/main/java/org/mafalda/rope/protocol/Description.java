package org.mafalda.rope.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.mafalda.rope.Contract;
import tools.jackson.core.JsonGenerator;

/** The description of a contract (section 3 of the specification) in canonical JSON. Immutable. */
final class Description {
    /** Canonical JSON has the keys of an object in the order of their UTF-8 bytes. */
    private static final Comparator<String> BYTE_ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final byte[] bytes;
    private final String digest;

    Description(
            Contract contract,
            ObjectModel root,
            Collection<ObjectModel> objects,
            Collection<ValueType> values,
            List<String> failures) {
        Map<String, Object> described = object();
        described.put("contract", contract.name());
        described.put("version", contract.version());
        described.put("root", root.name());
        described.put("failures", failures);
        Map<String, Object> describedObjects = object();
        objects.forEach(type -> describedObjects.put(type.name(), describe(type)));
        described.put("objects", describedObjects);
        Map<String, Object> describedValues = object();
        values.forEach(type -> describedValues.put(type.name(), sorted(type.description())));
        described.put("values", describedValues);

        MessageSink sink = new MessageSink();
        try (JsonGenerator out = Codec.JSON.generator(sink)) {
            JsonType.write(out, described);
        }
        this.bytes = sink.toBytes();
        this.digest = HexFormat.of().formatHex(sha256(bytes));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String digest() {
        return digest;
    }

    private static Map<String, Object> describe(ObjectModel type) {
        Map<String, Object> described = object();
        described.put("state", eachOf(type.states(), state -> state.type().name()));
        described.put(
                "collections",
                eachOf(type.collections(), collection -> collection.element().getSimpleName()));
        described.put("procedures", eachOf(type.procedures(), Description::describe));
        described.put("oneWay", eachOf(type.oneWays(), Description::describe));
        described.put("events", eachOf(type.events(), Description::describe));
        return described;
    }

    private static <M> Map<String, Object> eachOf(Map<String, M> members, Function<M, Object> describe) {
        Map<String, Object> described = object();
        members.forEach((name, member) -> described.put(name, describe.apply(member)));
        return described;
    }

    private static Map<String, Object> describe(ProcedureModel procedure) {
        Map<String, Object> described = object();
        described.put("params", namesOf(procedure.parameters()));
        described.put("result", procedure.result().name());
        return described;
    }

    private static Map<String, Object> describe(OneWayModel oneWay) {
        Map<String, Object> described = object();
        described.put("params", namesOf(oneWay.parameters()));
        if (oneWay.lossy()) {
            described.put("lossy", true);
        }
        return described;
    }

    private static Map<String, Object> describe(EventModel event) {
        Map<String, Object> described = object();
        described.put("value", event.value().name());
        described.put("class", event.eventClass().toString());
        if (event.onDemand()) {
            described.put("onDemand", true);
        }
        return described;
    }

    private static List<String> namesOf(List<WireType> types) {
        return types.stream().map(WireType::name).toList();
    }

    private static Map<String, Object> object() {
        return new TreeMap<>(BYTE_ORDER);
    }

    /** The same with its keys in canonical order, at each depth. */
    private static Map<String, Object> sorted(Map<String, ?> map) {
        Map<String, Object> sorted = object();
        map.forEach((key, value) -> sorted.put(key, value instanceof Map<?, ?> inner ? sortedInner(inner) : value));
        return sorted;
    }

    private static Map<String, Object> sortedInner(Map<?, ?> map) {
        Map<String, Object> sorted = object();
        map.forEach((key, value) -> sorted.put((String) key, value));
        return sorted;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
