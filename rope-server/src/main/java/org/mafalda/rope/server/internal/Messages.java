package org.mafalda.rope.server.internal;

import java.util.List;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.EventClass;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.MessageWriter;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.StateModel;
import tools.jackson.core.JsonGenerator;

/** The messages of the server that tell of objects: snapshot, change, event. Without state. */
final class Messages {
    private Messages() {}

    static byte[] snapshot(
            Codec codec, long revision, long root, List<Exported> objects, boolean last, References references) {
        return MessageWriter.notification(codec, "rope.snapshot", out -> {
            out.writeStartObject();
            out.writeNumberProperty("revision", revision);
            out.writeNumberProperty("root", root);
            out.writeArrayPropertyStart("objects");
            objects.forEach(object -> object(out, object, references));
            out.writeEndArray();
            out.writeBooleanProperty("last", last);
            out.writeEndObject();
        });
    }

    static byte[] change(Codec codec, long revision, Step step, References references) {
        MessageWriter.Body params = out -> {
            out.writeStartObject();
            out.writeNumberProperty("revision", revision);
            out.writeNumberProperty("of", step.of().id());
            if (!step.set().isEmpty()) {
                out.writeObjectPropertyStart("set");
                step.set().forEach((state, value) -> {
                    out.writeName(state.name());
                    state.type().write(out, value, references);
                });
                out.writeEndObject();
            }
            if (!step.created().isEmpty()) {
                out.writeArrayPropertyStart("created");
                step.created().forEach(object -> object(out, object, references));
                out.writeEndArray();
            }
            membership(out, step);
            Exported closing = step.closing();
            if (closing != null) {
                out.writeNumberProperty("closing", closing.id());
            }
            if (step.closed()) {
                out.writeBooleanProperty("closed", true);
            }
            EventModel event = step.event();
            if (event != null) {
                out.writeArrayPropertyStart("event");
                out.writeString(event.name());
                event.value().write(out, step.eventValue(), references);
                out.writeEndArray();
            }
            out.writeEndObject();
        };
        return step.isLossy()
                ? MessageWriter.lossy(codec, "rope.change", params)
                : MessageWriter.notification(codec, "rope.change", params);
    }

    private static void membership(JsonGenerator out, Step step) {
        if (!step.entered().isEmpty()) {
            out.writeArrayPropertyStart("entered");
            for (Step.Entered entered : step.entered()) {
                out.writeStartArray();
                out.writeString(entered.collection());
                out.writeString(entered.key());
                out.writeNumber(entered.member().id());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        if (!step.left().isEmpty()) {
            out.writeArrayPropertyStart("left");
            for (Step.Left left : step.left()) {
                out.writeStartArray();
                out.writeString(left.collection());
                out.writeString(left.key());
                out.writeEndArray();
            }
            out.writeEndArray();
        }
    }

    private static void object(JsonGenerator out, Exported object, References references) {
        out.writeStartObject();
        out.writeNumberProperty("id", object.id());
        out.writeStringProperty("type", object.model().name());
        out.writeObjectPropertyStart("state");
        for (StateModel state : object.model().states().values()) {
            if (object.state().containsKey(state.name())) {
                out.writeName(state.name());
                state.type().write(out, object.state().get(state.name()), references);
            }
        }
        out.writeEndObject();
        out.writeArrayPropertyStart("in");
        for (Exported.Place place : object.places()) {
            out.writeStartArray();
            out.writeNumber(place.parent().id());
            out.writeString(place.collection());
            out.writeString(place.key());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static byte[] event(Codec codec, Exported of, EventModel event, Object value, References references) {
        MessageWriter.Body params = out -> {
            out.writeStartArray();
            out.writeNumber(of.id());
            out.writeString(event.name());
            event.value().write(out, value, references);
            out.writeEndArray();
        };
        return event.eventClass() == EventClass.LOSSY
                ? MessageWriter.lossy(codec, "rope.event", params)
                : MessageWriter.notification(codec, "rope.event", params);
    }
}
