package org.mafalda.rope.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Lists and sets: arrays on the wire, unmodifiable and in their order when read. */
final class CollectionType implements WireType {
    private final WireType element;
    private final boolean set;

    CollectionType(WireType element, boolean set) {
        this.element = element;
        this.set = set;
    }

    @Override
    public String name() {
        return (set ? "set<" : "list<") + element.name() + ">";
    }

    @Override
    public boolean mayNameObjects() {
        return element.mayNameObjects();
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public void write(JsonGenerator out, @Nullable Object value, References references) {
        if (value == null) {
            throw Scalar.unwritable("Expected a " + (set ? "set" : "list"), null);
        }
        Collection<?> elements = (Collection<?>) value;
        out.writeStartArray(value, elements.size());
        for (Object content : elements) {
            element.write(out, content, references);
        }
        out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in, References references) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Mismatch.expected("an array", in);
        }
        if (in.nextToken() == JsonToken.END_ARRAY) {
            return set ? Set.of() : List.of();
        }
        Collection<@Nullable Object> elements = set ? new LinkedHashSet<>() : new ArrayList<>();
        do {
            elements.add(element.read(in, references));
        } while (in.nextToken() != JsonToken.END_ARRAY);
        return set
                ? Collections.unmodifiableSet((Set<@Nullable Object>) elements)
                : Collections.unmodifiableList((List<@Nullable Object>) elements);
    }

    @Override
    public String toString() {
        return name();
    }
}
