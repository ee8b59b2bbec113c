package org.mafalda.rope.protocol.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, in order. Of those with equal keys the last one counts, as long as nothing that must
 * not be dropped came between: no message moves behind one that it was before. Not thread-safe.
 */
final class SendQueue {
    /** A queue that has grown longer is not kept when it is empty. */
    private static final int KEPT_CAPACITY = 1024;

    private ArrayDeque<Slot> slots = new ArrayDeque<>();
    /** Messages behind the last one that must not be dropped. */
    private Map<Object, Slot> replaceable = new HashMap<>();

    private int longest;
    private long bytes;
    private long replaced;

    private static final class Slot {
        private @Nullable Outgoing message;

        private Slot(Outgoing message) {
            this.message = message;
        }
    }

    /**
     * Adds a message.
     *
     * @param behind whether it waits because the other side is slow or away; otherwise it takes nobody's place, and
     *     nobody takes its own
     */
    void add(Outgoing message, boolean behind) {
        Slot slot = new Slot(message);
        Object key = behind ? message.key() : null;
        if (key != null) {
            Slot before = replaceable.put(key, slot);
            if (before != null && before.message != null) {
                bytes -= before.message.length();
                before.message = null;
                replaced++;
            }
        } else if (message.isNumbered() && !replaceable.isEmpty()) {
            replaceable = new HashMap<>();
        }
        slots.add(slot);
        longest = Math.max(longest, slots.size());
        bytes += message.length();
    }

    /** Puts messages before all others, in their order. */
    void putBack(Collection<Outgoing> messages) {
        ArrayDeque<Slot> all = new ArrayDeque<>(messages.size() + slots.size());
        for (Outgoing message : messages) {
            all.add(new Slot(message));
            bytes += message.length();
        }
        all.addAll(slots);
        slots = all;
        longest = Math.max(longest, slots.size());
    }

    /** Drops what has no number: it was meant for a connection that is over. */
    void dropUnnumbered() {
        for (Slot slot : slots) {
            if (slot.message != null && !slot.message.isNumbered()) {
                bytes -= slot.message.length();
                slot.message = null;
            }
        }
    }

    /** The next message, which stays; null if there is none. */
    @Nullable Outgoing peek() {
        Slot first = slots.peek();
        while (first != null && first.message == null) {
            slots.remove();
            first = slots.peek();
        }
        return first == null ? null : first.message;
    }

    /** Takes the next message; null if there is none. */
    @Nullable Outgoing poll() {
        Outgoing message = peek();
        if (message != null) {
            slots.remove().message = null;
            bytes -= message.length();
        }
        if (message != null && slots.isEmpty()) {
            reset();
        }
        return message;
    }

    private void reset() {
        if (longest > KEPT_CAPACITY) {
            slots = new ArrayDeque<>();
        }
        longest = 0;
        if (!replaceable.isEmpty()) {
            replaceable = new HashMap<>();
        }
    }

    /** Takes all messages. */
    List<Outgoing> drain() {
        List<Outgoing> all = new ArrayList<>();
        for (Outgoing message = poll(); message != null; message = poll()) {
            all.add(message);
        }
        return all;
    }

    boolean isEmpty() {
        return peek() == null;
    }

    /** Bytes of all messages. */
    long bytes() {
        return bytes;
    }

    /** How many messages have given way to later ones. */
    long replaced() {
        return replaced;
    }
}
