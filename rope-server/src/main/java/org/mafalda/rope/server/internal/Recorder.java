package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mafalda.rope.protocol.ErrorCodes;
import org.mafalda.rope.protocol.References;
import org.mafalda.rope.protocol.WireException;

/**
 * The references of one message that is being written: which objects it names, and which of them no client knows yet.
 * On the lane alone.
 */
final class Recorder implements References {
    private final ObjectTable table;
    private final List<Exported> named = new ArrayList<>();
    private final List<Object> strangers = new ArrayList<>();

    Recorder(ObjectTable table) {
        this.table = table;
    }

    /** The objects that were named. */
    List<Exported> named() {
        return named;
    }

    /** Objects that must be announced before what was written may be sent; it must be written anew then. */
    List<Object> strangers() {
        return strangers;
    }

    @Override
    public long idOf(Object object) {
        Exported exported = table.find(object);
        if (exported != null) {
            named.add(exported);
            return exported.id();
        }
        Long former = table.formerId(object);
        if (former != null) {
            return former;
        }
        if (table.isRefused(object)) {
            throw new WireException(
                    ErrorCodes.UNKNOWN_REFERENCE, "Object cannot be exported", Map.of("object", object.toString()));
        }
        strangers.add(object);
        return 0;
    }

    @Override
    public Object objectOf(long id, Class<?> expected) {
        return table.objectOf(id, expected);
    }
}
