package org.mafalda.rope.client.internal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/**
 * An object as a snapshot or a change presents it, without its state: that can be read only when all objects that it
 * may speak of are known.
 *
 * @param id its wire id
 * @param type name of its type
 * @param in where it stands
 */
record Born(long id, String type, List<In> in) {
    /** A place in a collection. */
    record In(long owner, String collection, String key) {}

    static Born read(JsonParser object) {
        long[] id = {0};
        String[] type = {""};
        List<In> in = new ArrayList<>(2);
        Params.members(object, (name, value) -> {
            switch (name) {
                case "id" -> id[0] = Params.number(value);
                case "type" -> type[0] = Params.text(value);
                case "in" -> Params.elements(value, place -> in.add(readIn(place)));
                default -> value.skipChildren();
            }
        });
        return new Born(id[0], type[0], in);
    }

    private static In readIn(JsonParser place) {
        Params.next(place);
        long owner = Params.number(place);
        Params.next(place);
        String collection = Params.text(place);
        Params.next(place);
        String key = Params.text(place);
        Params.finish(place);
        return new In(owner, collection, key);
    }
}
