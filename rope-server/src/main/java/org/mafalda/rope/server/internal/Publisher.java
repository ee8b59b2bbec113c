package org.mafalda.rope.server.internal;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.WireType;
import org.mafalda.rope.protocol.session.Outgoing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/**
 * Writes what happens to the objects, once for all, and hands it to the sessions. On the server's lane alone, except
 * for {@link #revision}.
 */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int OBJECTS_PER_SNAPSHOT_MESSAGE = 200;
    /** A snapshot message that is longer is split, as long as it has more than one object. */
    private static final int SNAPSHOT_MESSAGE_BYTES = 256 * 1024;

    private final ObjectTable table;
    private final Admission admission;
    private final Consumer<Exported> endings;
    private final Set<Audience> audiences = new LinkedHashSet<>();
    private volatile long revision;
    /** The snapshot at the present revision, if somebody asked for it. */
    private final Map<Codec, List<byte[]>> snapshots = new HashMap<>();

    private @Nullable Fired lastFired;

    /** One that receives what is published. */
    interface Audience {
        Codec codec();

        /** The revision of its snapshot: what ended before is unknown to it. */
        long since();

        /** Sends a message; joins and leaves nobody. */
        void send(Outgoing message);
    }

    /** The way into the table. */
    interface Admission {
        /** Takes in what can be exported, with what is below it, and returns that. */
        Admitted admit(Collection<?> objects);

        /** What was admitted has been told to all. */
        void told(Admitted admitted);
    }

    /** The last event on demand: it is given to each session that listens, and written once. */
    private static final class Fired {
        private final Exported of;
        private final String name;
        private final Object value;
        private final Codec codec;
        private final Outgoing message;

        private Fired(Exported of, String name, Object value, Codec codec, Outgoing message) {
            this.of = of;
            this.name = name;
            this.value = value;
            this.codec = codec;
            this.message = message;
        }

        private boolean is(Exported other, String otherName, Object otherValue, Codec otherCodec) {
            return value == otherValue && of == other && name.equals(otherName) && codec == otherCodec;
        }
    }

    /**
     * A publisher of the objects in a table.
     *
     * @param admission takes in objects that a message names and nobody has seen
     * @param endings hears of each object that has ended
     */
    Publisher(ObjectTable table, Admission admission, Consumer<Exported> endings) {
        this.table = table;
        this.admission = admission;
        this.endings = endings;
    }

    /** The revision of the last step. On any thread. */
    long revision() {
        return revision;
    }

    void join(Audience audience) {
        audiences.add(audience);
    }

    void leave(Audience audience) {
        audiences.remove(audience);
    }

    /** Tells a step to all sessions that know the object. */
    void emit(Step step) {
        if (step.isEmpty()) {
            return;
        }
        Map<Codec, Outgoing> forms = new HashMap<>();
        for (Audience audience : audiences) {
            if (!forms.containsKey(audience.codec())) {
                Outgoing form = form(audience.codec(), step);
                if (form != null) {
                    forms.put(audience.codec(), form);
                }
            }
        }
        long next = revision + 1;
        revision = next;
        snapshots.clear();
        step.created().forEach(created -> created.bornAt(next));
        for (Audience audience : audiences) {
            Outgoing form = forms.get(audience.codec());
            if (form != null && audience.since() < step.of().ended()) {
                audience.send(form);
            }
        }
        if (step.closed()) {
            step.of().endedAt(next);
            table.remove(step.of());
            endings.accept(step.of());
        }
    }

    private @Nullable Outgoing form(Codec codec, Step step) {
        Function<Recorder, byte[]> form = recorder -> Messages.change(codec, revision + 1, step, recorder);
        try {
            return step.outgoing(write(step.of(), form).bytes());
        } catch (RuntimeException e) {
            dropFaulty(step);
        }
        try {
            return step.outgoing(write(step.of(), form).bytes());
        } catch (RuntimeException e) {
            LOG.error("Change cannot be sent [object:{}]", step.of(), e);
            return null;
        }
    }

    /**
     * Writes a message. Objects that it names and that no client knows are told to all first.
     *
     * @param about the object with whose step they are told
     */
    Written write(Exported about, Function<Recorder, byte[]> form) {
        while (true) {
            Recorder recorder = new Recorder(table);
            byte[] bytes = form.apply(recorder);
            if (recorder.strangers().isEmpty()) {
                return new Written(bytes, recorder.named());
            }
            Step step = new Step(about);
            Admitted admitted = admission.admit(recorder.strangers());
            step.created().addAll(admitted.created());
            for (Object stranger : recorder.strangers()) {
                if (table.find(stranger) == null) {
                    table.refuse(stranger);
                }
            }
            emit(step);
            admission.told(admitted);
        }
    }

    /** The messages of a snapshot at the present revision. */
    List<byte[]> snapshot(Codec codec, Exported root) {
        while (true) {
            long before = revision;
            List<byte[]> snapshot = snapshots.get(codec);
            if (snapshot == null) {
                List<byte[]> messages = new ArrayList<>();
                List<Exported> objects = SnapshotOrder.of(table.all());
                for (int from = 0; from < objects.size(); from += OBJECTS_PER_SNAPSHOT_MESSAGE) {
                    int to = Math.min(from + OBJECTS_PER_SNAPSHOT_MESSAGE, objects.size());
                    writePart(codec, root, objects.subList(from, to), to == objects.size(), messages);
                }
                snapshot = messages;
            }
            if (before == revision) {
                snapshots.put(codec, snapshot);
                return snapshot;
            }
        }
    }

    private void writePart(Codec codec, Exported root, List<Exported> part, boolean last, List<byte[]> messages) {
        Function<Recorder, byte[]> form =
                recorder -> Messages.snapshot(codec, revision, root.id(), part, last, recorder);
        byte[] message;
        try {
            message = write(root, form).bytes();
        } catch (RuntimeException e) {
            part.forEach(this::dropFaulty);
            message = write(root, form).bytes();
        }
        if (message.length <= SNAPSHOT_MESSAGE_BYTES || part.size() == 1) {
            messages.add(message);
            return;
        }
        int half = part.size() / 2;
        writePart(codec, root, part.subList(0, half), false, messages);
        writePart(codec, root, part.subList(half, part.size()), last, messages);
    }

    /** The message of an event on demand; null if it cannot be written. */
    @Nullable Outgoing event(Codec codec, Exported of, EventModel event, Object value) {
        Fired last = lastFired;
        if (last != null && last.is(of, event.name(), value, codec)) {
            return last.message;
        }
        try {
            byte[] bytes = write(of, recorder -> Messages.event(codec, of, event, value, recorder))
                    .bytes();
            Outgoing message = outgoing(of, event, bytes);
            lastFired = new Fired(of, event.name(), value, codec, message);
            return message;
        } catch (RuntimeException e) {
            LOG.error("Event cannot be sent [event:{}.{}]", of.model().name(), event.name(), e);
            return null;
        }
    }

    private static Outgoing outgoing(Exported of, EventModel event, byte[] bytes) {
        return switch (event.eventClass()) {
            case RELIABLE -> Outgoing.reliable(bytes);
            case COALESCED -> Outgoing.coalesced(List.of(of.id(), event.name()), bytes);
            case LOSSY -> Outgoing.lossy(bytes);
        };
    }

    /** A value that breaks the contract must not take the rest of its step with it. */
    private void dropFaulty(Step step) {
        step.set().entrySet().removeIf(entry -> {
            boolean faulty = isFaulty(
                    entry.getKey().type(),
                    entry.getValue(),
                    step.of().model().name() + "." + entry.getKey().name());
            if (faulty) {
                step.of().state().remove(entry.getKey().name());
            }
            return faulty;
        });
        step.created().forEach(this::dropFaulty);
        EventModel event = step.event();
        if (event != null
                && isFaulty(event.value(), step.eventValue(), step.of().model().name() + "." + event.name())) {
            step.event(null, null);
        }
    }

    private void dropFaulty(Exported exported) {
        exported.model().states().values().forEach(state -> {
            if (exported.state().containsKey(state.name())
                    && isFaulty(
                            state.type(),
                            exported.state().get(state.name()),
                            exported.model().name() + "." + state.name())) {
                exported.state().remove(state.name());
            }
        });
    }

    private boolean isFaulty(WireType type, @Nullable Object value, String where) {
        try (JsonGenerator out = Codec.JSON.generator(OutputStream.nullOutputStream())) {
            type.write(out, value, new Recorder(table));
            return false;
        } catch (RuntimeException e) {
            LOG.error("Value does not fit its contract and is left out [place:{}, type:{}]", where, type.name(), e);
            return true;
        }
    }
}
