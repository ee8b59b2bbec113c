package org.mafalda.rope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an object: properties with their new values, children that came and went, and the event that
 * goes with them, if one does. Immutable.
 *
 * @param properties new values by the name of the state method ({@code "paused"})
 * @param added children that entered a collection of the object
 * @param removed children that left a collection of the object
 * @param event the event that belongs to the change, or null
 */
public record Change(
        Map<String, @Nullable Object> properties,
        List<Member> added,
        List<Member> removed,
        @Nullable Fired event) {

    /** Copies what is given. */
    public Change {
        properties = properties.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /**
     * A child in a collection of the object.
     *
     * @param collection the name of the collection's method ({@code "routers"})
     * @param key the key of the child in that collection
     * @param object the child itself
     */
    public record Member(String collection, String key, Object object) {
        /** Refuses nulls. */
        public Member {
            Objects.requireNonNull(collection, "collection");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(object, "object");
        }
    }

    /**
     * An event as it was fired.
     *
     * @param name the name of the method that registers its listeners ({@code "onScore"})
     * @param value the event record
     */
    public record Fired(String name, Object value) {
        /** Refuses nulls. */
        public Fired {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Starts a change. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of one change. Not thread-safe. */
    public static final class Builder {
        private Map<String, @Nullable Object> properties = Map.of();
        private List<Member> added = List.of();
        private List<Member> removed = List.of();
        private @Nullable Fired event;

        private Builder() {}

        /** The state method {@code name} now returns {@code value}. */
        public Builder property(String name, @Nullable Object value) {
            if (properties.isEmpty()) {
                properties = new LinkedHashMap<>();
            }
            properties.put(name, value);
            return this;
        }

        /** {@code child} entered {@code collection} under {@code key}. */
        public Builder added(String collection, String key, Object child) {
            added = with(added, new Member(collection, key, child));
            return this;
        }

        /** {@code child} left {@code collection}. */
        public Builder removed(String collection, String key, Object child) {
            removed = with(removed, new Member(collection, key, child));
            return this;
        }

        /** The event that belongs to the change, by the name of its registration method. */
        public Builder event(String name, Object value) {
            event = new Fired(name, value);
            return this;
        }

        /** Most changes have but one part: a list is made when there is something to put into it. */
        private static List<Member> with(List<Member> list, Member member) {
            List<Member> grown = list.isEmpty() ? new ArrayList<>() : list;
            grown.add(member);
            return grown;
        }

        /** The finished change. */
        public Change build() {
            return new Change(properties, added, removed, event);
        }
    }
}
