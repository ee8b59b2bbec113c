package org.mafalda.mediasoup.layers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.InvalidArgumentException;
import org.mafalda.mediasoup.InvalidStateException;
import org.mafalda.mediasoup.WorkerClosedException;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** A lane whose turns the test takes makes the order of marking and telling visible. */
final class LiveObjectTest {
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final LiveTree tree = new LiveTree(new Lane("test", turns::add));
    private final List<String> told = new ArrayList<>();
    private final Box root = new Box("root", null);

    @Test
    void adoptionIsToldToTheListenersOfTheChangeAndOfTheEvent() {
        root.onChange(change -> told.add("change adds " + change.added().get(0).object()));
        root.onNewBox.subscribe(box -> told.add("event of " + box));

        Box child = adopt("child", root);

        assertThat(root.boxes.view()).containsExactly(Map.entry("child", child));
        assertThat(told).containsExactly("change adds Box[id=child]", "event of Box[id=child]");
    }

    @Test
    void closingMarksAllAtOnceAndTellsOfItOnTheLaneChildrenFirst() {
        Box child = adopt("child", root);
        Box grandchild = adopt("grandchild", child);
        List.of(root, child, grandchild)
                .forEach(box -> box.onClose(event ->
                        told.add(box.id() + " " + event.reason().getClass().getSimpleName())));

        root.close();

        assertThat(List.of(root, child, grandchild)).allMatch(LiveObject::closed);
        assertThat(root.boxes.view()).isEmpty();
        assertThat(told).isEmpty();
        takeTurns();
        assertThat(told).containsExactly("grandchild RouterClosed", "child RouterClosed", "root Called");
        assertThat(root.closedInner).isEqualTo(1);
        assertThat(child.closedInner).isZero();
    }

    @Test
    void closingAgainDoesNothing() {
        root.onClose(event -> told.add("closed"));

        root.close();
        root.close();
        takeTurns();

        assertThat(told).containsExactly("closed");
        assertThat(root.closedInner).isEqualTo(1);
    }

    @Test
    void callsOnWhatIsClosedFailBehindItsCloseEvent() {
        root.onClose(event -> told.add("closed"));
        root.markAll(new CloseReason.Called(), new CloseReason.Called());

        CompletableFuture<Void> procedure = root.setAppData(Map.of());
        CompletableFuture<Void> request = root.failedAsClosed(root.closedFailure("box.dump"));
        var unused = procedure.whenComplete((done, failure) -> told.add("procedure failed"));
        unused = request.whenComplete((done, failure) -> told.add("request failed"));
        takeTurns();

        assertThat(told).containsExactly("closed", "procedure failed", "request failed");
        assertThatThrownBy(request::join)
                .cause()
                .isExactlyInstanceOf(InvalidStateException.class)
                .hasMessageStartingWith("Box is closed")
                .hasMessageContaining("method:dump");
    }

    @Test
    void callsFailBecauseOfTheWorkerOnceThatEnds() {
        tree.endWorker();
        root.close();

        assertThat(root.closedFailure("dump")).isInstanceOf(WorkerClosedException.class);
    }

    @Test
    void stateOfAClosedObjectIsFinal() {
        root.close();

        assertThat(root.update(() -> told.add("written"))).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void nothingIsAdoptedByWhatIsClosed() {
        root.close();

        assertThatThrownBy(() -> adopt("child", root)).isInstanceOf(InvalidStateException.class);
        assertThat(root.boxes.view()).isEmpty();
    }

    @Test
    void aSecondChildOfTheSameIdIsRefusedAndTheFirstStays() {
        Box first = adopt("child", root);

        assertThatThrownBy(() -> adopt("child", root))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("must not be that of another box");
        assertThat(root.boxes.view()).containsExactly(Map.entry("child", first));
    }

    @Test
    void anEndBelowIsToldAtOnceAndClosesNothingBelow() {
        Box child = adopt("child", root);
        child.onClose(event -> told.add(event.reason().getClass().getSimpleName()));

        root.closedBelow(new CloseReason.Called());

        assertThat(told).containsExactly("RouterClosed");
        assertThat(root.closedInner).isZero();
    }

    private Box adopt(String id, Box owner) {
        Box child = new Box(id, owner);
        return owner.adopt(child, owner.onNewBox, "onNewBox", child);
    }

    private void takeTurns() {
        Runnable turn;
        while ((turn = turns.poll()) != null) {
            turn.run();
        }
    }

    /** Has boxes below it. */
    private final class Box extends LiveObject {
        private final LiveMap<Box> boxes = new LiveMap<>();
        private final Signal<Box> onNewBox = new Signal<>();
        private final List<Place<?>> places;
        private int closedInner;

        private Box(String id, @Nullable Box owner) {
            super(tree, id, Map.of());
            places = owner == null ? List.of() : List.of(new Place<>(owner, "boxes", owner.boxes, id, this));
        }

        @Override
        protected String typeName() {
            return "Box";
        }

        @Override
        protected List<Place<?>> places() {
            return places;
        }

        @Override
        protected void forEachChild(Consumer<LiveObject> taker) {
            boxes.view().values().forEach(taker);
        }

        @Override
        protected CloseReason reasonBelow() {
            return new CloseReason.RouterClosed();
        }

        @Override
        protected void closeInner() {
            closedInner++;
        }
    }
}
