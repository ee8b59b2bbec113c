package org.mafalda.acceptance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.OnDemand;

/** The state of one object as its reports tell it, from the state that it was first seen in. Not thread-safe. */
final class StateMirror {
    private final Object object;
    private final StateMethods methods;
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> collections = new LinkedHashMap<>();
    /** Reports that make no sense. */
    private final List<String> faults = new ArrayList<>();

    StateMirror(Object object) {
        this.object = object;
        this.methods = StateMethods.of(object);
        methods.properties().forEach((name, method) -> properties.put(name, StateMethods.read(method, object)));
        methods.collections().forEach((name, method) -> collections.put(name, members(method)));
    }

    private Map<String, Object> members(Method collection) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (StateMethods.read(collection, object) instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put((String) key, member));
        }
        return members;
    }

    Object object() {
        return object;
    }

    /** All members of all collections. */
    List<Object> members() {
        List<Object> all = new ArrayList<>();
        collections.values().forEach(members -> all.addAll(members.values()));
        return all;
    }

    void take(Change change) {
        change.properties().forEach((name, value) -> {
            if (properties.containsKey(name)) {
                properties.put(name, value);
            } else {
                faults.add(object + " reported a property that it does not have: " + name);
            }
        });
        change.removed().forEach(member -> collection(member).remove(member.key(), member.object()));
        change.added().forEach(member -> collection(member).put(member.key(), member.object()));
        Change.Fired event = change.event();
        if (event != null) {
            Method method = methods.events().get(event.name());
            if (method == null) {
                faults.add(object + " reported an event that it does not have: " + event.name());
            } else if (method.isAnnotationPresent(OnDemand.class)) {
                faults.add(object + " reported an event that is on demand only: " + event.name());
            }
        }
    }

    private Map<String, Object> collection(Change.Member member) {
        Map<String, Object> members = collections.get(member.collection());
        if (members == null) {
            faults.add(object + " reported a collection that it does not have: " + member.collection());
            return new LinkedHashMap<>();
        }
        return members;
    }

    /** What the reports did not tell, one line each. */
    List<String> differences() {
        List<String> differences = new ArrayList<>(faults);
        methods.properties().forEach((name, method) -> {
            Object reported = properties.get(name);
            Object real = StateMethods.read(method, object);
            if (!Objects.equals(reported, real)) {
                differences.add(line(name, reported, real));
            }
        });
        methods.collections().forEach((name, method) -> {
            List<String> reported = List.copyOf(reported(name).keySet());
            Map<String, Object> members = members(method);
            List<String> real = List.copyOf(members.keySet());
            if (!reported.equals(real)) {
                differences.add(line(name, reported, real));
            } else if (!members.equals(reported(name))) {
                differences.add(line(name, reported(name), members));
            }
        });
        return differences;
    }

    private Map<String, Object> reported(String collection) {
        return Objects.requireNonNull(collections.get(collection), collection);
    }

    private String line(String name, @Nullable Object reported, @Nullable Object real) {
        return object + "." + name + "(): reported " + reported + ", is " + real;
    }

    /** Whether the object says that it is closed. */
    boolean closed() {
        Method method = methods.properties().get("closed");
        return method != null && Boolean.TRUE.equals(StateMethods.read(method, object));
    }
}
