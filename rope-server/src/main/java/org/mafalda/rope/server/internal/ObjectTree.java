package org.mafalda.rope.server.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Change;
import org.mafalda.rope.protocol.ContractModel;
import org.mafalda.rope.protocol.EventModel;
import org.mafalda.rope.protocol.StateModel;
import org.mafalda.rope.runtime.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table in step with what the objects report, and makes steps of it.
 *
 * <p>Reports come on the lanes of the objects, which also read what is new; from there they hop onto the server's lane
 * in their order. All but {@link #start} and the reports happens on that lane.
 */
final class ObjectTree implements Publisher.Admission {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectTree.class);

    private final ContractModel contract;
    private final Lane lane;
    private final ObjectTable table = new ObjectTable();
    private final Publisher publisher;
    private volatile boolean stopped;

    ObjectTree(ContractModel contract, Lane lane, Consumer<Exported> endings) {
        this.contract = contract;
        this.lane = lane;
        this.publisher = new Publisher(table, this, endings);
    }

    ObjectTable table() {
        return table;
    }

    Publisher publisher() {
        return publisher;
    }

    /**
     * Takes in the root and all below it. On any thread.
     *
     * @throws IllegalArgumentException if something there cannot be exported; the message lists all of it
     */
    Exported start(Object root) {
        Census census = new Census(contract, table, this::reported);
        census.visit(root);
        if (!census.faults().isEmpty()) {
            census.newcomers().forEach(newcomer -> newcomer.exported().stopListening());
            throw new IllegalArgumentException(
                    "Cannot be exported:\n  - " + String.join("\n  - ", census.faults()) + "\n");
        }
        lane.execute(() -> told(admitNewcomers(census.newcomers())));
        announce(census.newcomers());
        return census.newcomers().get(0).exported();
    }

    /** Hears nothing any more. */
    void stop() {
        stopped = true;
        table.clear();
    }

    private void reported(Exported exported, Change change) {
        if (stopped) {
            return;
        }
        Census census = new Census(contract, table, this::reported);
        for (Change.Member member : change.added()) {
            if (exported.model().collections().containsKey(member.collection())) {
                census.visit(member.object());
            }
        }
        census.faults().forEach(fault -> LOG.error("Export is not complete: {}", fault));
        List<Newcomer> newcomers = census.newcomers();
        lane.execute(() -> apply(exported, change, newcomers));
        announce(newcomers);
    }

    private void announce(List<Newcomer> newcomers) {
        if (!newcomers.isEmpty()) {
            newcomers.forEach(newcomer -> table.announce(newcomer.exported()));
            lane.execute(() -> newcomers.forEach(newcomer -> table.settle(newcomer.exported())));
        }
    }

    private void apply(Exported of, Change change, List<Newcomer> newcomers) {
        if (stopped || of.isDropped()) {
            newcomers.forEach(newcomer -> newcomer.exported().drop());
            return;
        }
        if (of.isArriving()) {
            of.defer(() -> apply(of, change, newcomers));
            return;
        }
        Step step = new Step(of);
        setState(step, change);
        setEvent(step, change.event());
        if (!of.isPresent()) {
            newcomers.forEach(newcomer -> newcomer.exported().drop());
            publisher.emit(step);
            return;
        }
        Admitted admitted = admitNewcomers(newcomers);
        step.created().addAll(admitted.created());
        Set<Exported> leavers = new LinkedHashSet<>();
        step.closing(closingWith(step, change));
        change.removed().forEach(member -> leave(step, member, leavers));
        change.added().forEach(member -> enter(step, member));
        Step last = step;
        if (of.saysClosed()) {
            if (!step.created().isEmpty()) {
                // What came just before the end is told before it goes with it.
                publisher.emit(step);
                last = new Step(of);
            }
            last.close();
            release(of);
        }
        publisher.emit(last);
        leavers.forEach(this::endIfNowhere);
        told(admitted);
    }

    /** An object is closed at once with all that is below it, and tells so one by one, the innermost first. */
    private @Nullable Exported closingWith(Step step, Change change) {
        if (step.of().saysClosed() || !change.removed().isEmpty()) {
            Exported outermost = outermostClosed(step.of());
            if (outermost != null) {
                return outermost == step.of() && step.of().saysClosed() ? null : outermost;
            }
        }
        for (Change.Member member : change.removed()) {
            Exported child = table.find(member.object());
            if (child != null && child.isClosed()) {
                return child;
            }
        }
        return null;
    }

    /** The outermost of the object and what is above it that is closed already; null if the object is not. */
    private static @Nullable Exported outermostClosed(Exported object) {
        if (object.places().isEmpty() || !object.isClosed()) {
            return null;
        }
        for (Exported.Place place : object.places()) {
            Exported above = outermostClosed(place.parent());
            if (above != null) {
                return above;
            }
        }
        return object;
    }

    private static void setState(Step step, Change change) {
        for (Map.Entry<String, @Nullable Object> property : change.properties().entrySet()) {
            StateModel state = step.of().model().states().get(property.getKey());
            if (state != null) {
                step.of().state().put(state.name(), property.getValue());
                step.set().put(state, property.getValue());
            }
        }
    }

    private static void setEvent(Step step, Change.@Nullable Fired fired) {
        EventModel event = fired == null ? null : step.of().model().events().get(fired.name());
        if (fired != null && event != null && !event.onDemand()) {
            step.event(event, fired.value());
        }
    }

    private void enter(Step step, Change.Member member) {
        Exported child = table.find(member.object());
        if (child == null || !step.of().model().collections().containsKey(member.collection())) {
            return;
        }
        Exported before = step.of().member(member.collection(), member.key());
        if (before == child) {
            return;
        }
        if (before != null) {
            step.of().remove(member.collection(), member.key(), before);
            step.left().add(new Step.Left(member.collection(), member.key()));
        }
        step.of().put(member.collection(), member.key(), child);
        if (!step.created().contains(child)) {
            step.entered().add(new Step.Entered(member.collection(), member.key(), child));
        }
    }

    private void leave(Step step, Change.Member member, Set<Exported> leavers) {
        Exported child = step.of().member(member.collection(), member.key());
        if (child != null && child.object() == member.object()) {
            step.of().remove(member.collection(), member.key(), child);
            step.left().add(new Step.Left(member.collection(), member.key()));
            leavers.add(child);
        }
    }

    /** Takes newcomers into the table; the result are those that were not there. */
    private Admitted admitNewcomers(List<Newcomer> newcomers) {
        List<Newcomer> admitted = new ArrayList<>();
        Set<Exported> created = new LinkedHashSet<>();
        for (Newcomer newcomer : newcomers) {
            if (table.add(newcomer.exported())) {
                admitted.add(newcomer);
                created.add(newcomer.exported());
            }
        }
        List<Step> followUps = new ArrayList<>();
        for (Newcomer newcomer : admitted) {
            Step members = new Step(newcomer.exported());
            newcomer.members().forEach(member -> enter(members, member));
            Step followUp = new Step(newcomer.exported());
            members.entered().stream()
                    .filter(entered -> !created.contains(entered.member()))
                    .forEach(followUp.entered()::add);
            followUps.add(followUp);
        }
        return new Admitted(List.copyOf(created), followUps);
    }

    @Override
    public Admitted admit(Collection<?> strangers) {
        Census census = new Census(contract, table, this::reported);
        census.visitAll(strangers);
        census.faults().forEach(fault -> LOG.error("Export is not complete: {}", fault));
        return admitNewcomers(census.newcomers());
    }

    @Override
    public void told(Admitted admitted) {
        admitted.followUps().forEach(publisher::emit);
        admitted.created().forEach(newcomer -> newcomer.takeEarly().forEach(Runnable::run));
    }

    /** An object ends: it leaves all places, and so do the objects below it that have no end of their own. */
    private void release(Exported ending) {
        for (Exported child : ending.allMembers()) {
            List.copyOf(child.places()).stream()
                    .filter(place -> place.parent() == ending)
                    .forEach(place -> ending.remove(place.collection(), place.key(), child));
            endIfNowhere(child);
        }
        List.copyOf(ending.places()).forEach(place -> place.parent().remove(place.collection(), place.key(), ending));
    }

    /** An object that cannot be closed ends when it leaves its last place. */
    private void endIfNowhere(Exported exported) {
        boolean over = exported.model().closed() == null || exported.saysClosed();
        if (exported.isPresent() && exported.places().isEmpty() && over) {
            Step step = new Step(exported);
            step.close();
            release(exported);
            publisher.emit(step);
        }
    }
}
