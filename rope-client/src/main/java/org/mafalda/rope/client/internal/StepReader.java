package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.Slice;
import org.mafalda.rope.protocol.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one {@code rope.change}. Its members may come in any order, while values can be read only when their object and
 * all that they refer to are known: what comes too early is read in a second pass.
 */
final class StepReader {
    private static final Logger LOG = LoggerFactory.getLogger(StepReader.class);

    private final Mirror mirror;
    /** Whether values wait for the second pass in any case. */
    private final boolean patient;

    private final Step step = new Step();
    private final List<Born> born = new ArrayList<>(0);
    private List<@Nullable RemoteObject> objects = List.of();
    private boolean ofKnown;
    private boolean again;

    private StepReader(Mirror mirror, boolean patient) {
        this.mirror = mirror;
        this.patient = patient;
        this.again = patient;
    }

    static Step read(Slice params, Mirror mirror) {
        try {
            return new StepReader(mirror, false).read(params);
        } catch (WireException e) {
            if (e.code() != ErrorCodes.UNKNOWN_REFERENCE) {
                throw e;
            }
            return new StepReader(mirror, true).read(params);
        }
    }

    /**
     * Reads it once, before its turn: null if that does not do, because it speaks of objects that steps before it, or
     * it itself, have yet to make known.
     */
    static @Nullable Step readEarly(JsonParser params, Mirror mirror) {
        StepReader reader = new StepReader(mirror, false);
        Params.members(params, reader::first);
        return reader.again || reader.step.of == null ? null : reader.step;
    }

    private Step read(Slice params) {
        pass(params, this::first);
        if (again) {
            objects = mirror.expect(born);
            int[] next = {0};
            pass(params, (name, value) -> {
                switch (name) {
                    case "created" -> Params.elements(value, object -> created(next[0]++, object));
                    case "set" -> values(name, value);
                    default -> value.skipChildren();
                }
            });
            readEventAgain(params);
        }
        return step;
    }

    private static void pass(Slice params, Params.MemberTaker taker) {
        try (JsonParser in = params.open()) {
            Params.members(in, taker);
        }
    }

    private void first(String name, JsonParser value) {
        switch (name) {
            case "revision" -> step.revision = Params.number(value);
            case "of" -> {
                step.of = mirror.knownOrEnded(Params.number(value));
                ofKnown = true;
            }
            case "created" -> {
                Params.elements(value, object -> born.add(Born.read(object)));
                again |= !born.isEmpty();
            }
            case "entered" -> Params.elements(value, entry -> step.entered(Step.Entry.read(entry, true)));
            case "left" -> Params.elements(value, entry -> step.left(Step.Entry.read(entry, false)));
            case "closed" -> step.closed = Params.flag(value);
            case "closing" -> step.closing = Params.number(value);
            case "set", "event" -> {
                if (ofKnown && !again) {
                    values(name, value);
                } else {
                    again = true;
                    value.skipChildren();
                }
            }
            default -> value.skipChildren();
        }
    }

    private void created(int index, JsonParser in) {
        RemoteObject object = objects.get(index);
        if (object == null) {
            in.skipChildren();
        } else {
            step.created(Newcomer.read(object, born.get(index), in, mirror));
        }
    }

    /** An event that speaks of something unknown is left out: what it says of the state is in the rest of the step. */
    private void readEventAgain(Slice params) {
        try {
            pass(params, (name, value) -> {
                if (name.equals("event")) {
                    values(name, value);
                } else {
                    value.skipChildren();
                }
            });
        } catch (WireException e) {
            if (!patient || e.code() != ErrorCodes.UNKNOWN_REFERENCE) {
                throw e;
            }
            LOG.warn("Event speaks of an unknown object and is left out: {}", e.getMessage());
            step.event = null;
        }
    }

    private void values(String name, JsonParser value) {
        RemoteObject of = step.of;
        if (of == null || value.currentToken() == JsonToken.VALUE_NULL) {
            value.skipChildren();
        } else if (name.equals("set")) {
            Params.members(value, (state, in) -> set(of.type(), state, in));
        } else {
            event(of.type(), value);
        }
    }

    private void set(ObjectType type, String name, JsonParser value) {
        int index = type.indexOfState(name);
        if (index < 0) {
            value.skipChildren();
        } else {
            step.set(name, type.states().get(index).type().read(value, mirror));
        }
    }

    private void event(ObjectType type, JsonParser in) {
        Params.expect(in, JsonToken.START_ARRAY);
        Params.next(in);
        String name = Params.text(in);
        int index = type.indexOfEvent(name);
        Params.next(in);
        if (index < 0) {
            in.skipChildren();
        } else {
            step.eventValue = type.events().get(index).value().read(in, mirror);
            step.event = name;
        }
        Params.finish(in);
    }
}
