package org.mafalda.rope.server.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.RopeException;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.protocol.CollectionModel;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.ObjectModel;
import org.mafalda.rope.protocol.StateModel;

/**
 * Reads objects that are seen for the first time, with all that is below them.
 *
 * <p>It listens to each object before it reads it, so that no change falls between the two. A change that is reported
 * while it reads may be in the state already; it is reported again then, which does no harm. On the lane of an object
 * that cannot happen.
 */
final class Census {
    /** Takes the changes of an object from the moment at which it is read. */
    @FunctionalInterface
    interface Reporter {
        void changed(Exported exported, Change change);
    }

    private final ContractModel contract;
    private final ObjectTable table;
    private final Reporter reporter;
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Newcomer> newcomers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Census(ContractModel contract, ObjectTable table, Reporter reporter) {
        this.contract = contract;
        this.table = table;
        this.reporter = reporter;
    }

    /** What was found: parents before their children. */
    List<Newcomer> newcomers() {
        return newcomers;
    }

    /** Why some objects cannot be exported. */
    List<String> faults() {
        return faults;
    }

    void visitAll(Collection<?> objects) {
        objects.forEach(this::visit);
    }

    /** Reads the object and what is below it, as far as the table does not know it. */
    void visit(Object object) {
        if (table.isKnown(object) || !visited.add(object)) {
            return;
        }
        Newcomer newcomer = read(object);
        if (newcomer != null) {
            newcomers.add(newcomer);
            newcomer.members().forEach(member -> visit(member.object()));
        }
    }

    private @Nullable Newcomer read(Object object) {
        ObjectModel model;
        try {
            model = contract.objectOf(object.getClass());
        } catch (RopeException e) {
            faults.add(e.getMessage());
            return null;
        }
        if (!(object instanceof Stateful stateful)) {
            faults.add(model.name() + " does not report its changes: it must implement Stateful [class:"
                    + object.getClass().getName() + "]");
            return null;
        }
        Exported exported = new Exported(table.nextId(), object, model);
        try {
            exported.listensBy(stateful.onChange(change -> reporter.changed(exported, change)));
        } catch (RuntimeException e) {
            faults.add("Changes of " + model.name() + " cannot be listened to [reason:" + e + "]");
            return null;
        }
        readState(exported);
        return new Newcomer(exported, readMembers(exported));
    }

    private void readState(Exported exported) {
        for (StateModel state : exported.model().states().values()) {
            try {
                exported.state().put(state.name(), call(state.method(), exported.object()));
            } catch (RuntimeException e) {
                faults.add("State cannot be read [state:" + exported.model().name() + "." + state.name() + ", reason:"
                        + e + "]");
            }
        }
    }

    private List<Change.Member> readMembers(Exported exported) {
        List<Change.Member> members = new ArrayList<>();
        for (CollectionModel collection : exported.model().collections().values()) {
            try {
                if (call(collection.method(), exported.object()) instanceof Map<?, ?> children) {
                    children.forEach((key, child) ->
                            members.add(new Change.Member(collection.name(), String.valueOf(key), child)));
                }
            } catch (RuntimeException e) {
                faults.add("Collection cannot be read [collection:"
                        + exported.model().name() + "." + collection.name() + ", reason:" + e + "]");
            }
        }
        return members;
    }

    /** What a state or a collection returns now. */
    static @Nullable Object call(Method method, Object object) {
        try {
            return method.invoke(object);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is not accessible", e);
        }
    }
}
