package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import org.mafalda.rope.protocol.Slice;
import tools.jackson.core.JsonParser;

/** The messages of a snapshot, as they come. On the lane; used once. */
final class Snapshot {
    private final List<Slice> parts = new ArrayList<>();
    private final List<Born> born = new ArrayList<>();
    private long revision;
    private long root;

    /** Takes one message; true if it is the last. */
    boolean add(Slice part) {
        boolean[] last = {false};
        try (JsonParser in = part.open()) {
            Params.members(in, (name, value) -> {
                switch (name) {
                    case "revision" -> revision = Params.number(value);
                    case "root" -> root = Params.number(value);
                    case "last" -> last[0] = Params.flag(value);
                    case "objects" -> Params.elements(value, object -> born.add(Born.read(object)));
                    default -> value.skipChildren();
                }
            });
        }
        parts.add(part);
        return last[0];
    }

    /** The revision that it describes. */
    long revision() {
        return revision;
    }

    /** Wire id of the root. */
    long root() {
        return root;
    }

    /** All objects, parents before their children, without their state. */
    List<Born> born() {
        return born;
    }

    /** Takes one object after the other, in the order of {@link #born()}. */
    @FunctionalInterface
    interface ObjectTaker {
        /** Must leave the parser at the last token of the object. */
        void take(int index, JsonParser object);
    }

    /** Reads all objects a second time, now that all are known. */
    void read(ObjectTaker taker) {
        int[] index = {0};
        for (Slice part : parts) {
            try (JsonParser in = part.open()) {
                Params.members(in, (name, value) -> {
                    if (name.equals("objects")) {
                        Params.elements(value, object -> taker.take(index[0]++, object));
                    } else {
                        value.skipChildren();
                    }
                });
            }
        }
    }
}
