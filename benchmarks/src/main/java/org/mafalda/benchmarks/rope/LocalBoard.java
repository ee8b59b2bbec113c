package org.mafalda.benchmarks.rope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.mafalda.rope.Change;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Stateful;
import org.mafalda.rope.Subscription;
import org.mafalda.rope.runtime.Lane;
import org.mafalda.rope.runtime.LiveMap;
import org.mafalda.rope.runtime.Signal;

/** The board itself. All that changes does so on its lane. */
final class LocalBoard implements Board, Stateful {
    private final Lane lane = new Lane("board");
    private final Signal<Change> onChange = new Signal<>();
    private final Signal<TextEvent> onText = new Signal<>();
    private final LiveMap<Lamp> lamps = new LiveMap<>();
    private final List<LocalLamp> inOrder = new ArrayList<>();
    private int next;

    private static final class LocalLamp implements Lamp, Stateful {
        private final String label;
        private final Signal<Change> onChange = new Signal<>();
        private final Signal<TurnEvent> onTurn = new Signal<>();
        private volatile int changes;

        LocalLamp(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public int changes() {
            return changes;
        }

        void change() {
            int now = changes + 1;
            changes = now;
            TurnEvent event = new TurnEvent(now);
            onChange.fire(Change.builder()
                    .property("changes", now)
                    .event("onTurn", event)
                    .build());
            onTurn.fire(event);
        }

        @Override
        public Subscription onTurn(Listener<TurnEvent> listener) {
            return onTurn.subscribe(listener);
        }

        @Override
        public Subscription onChange(Listener<Change> listener) {
            return onChange.subscribe(listener);
        }
    }

    @Override
    public CompletableFuture<String> echo(String text) {
        return CompletableFuture.completedFuture(text);
    }

    @Override
    public Map<String, Lamp> lamps() {
        return lamps.view();
    }

    @Override
    public CompletableFuture<Integer> fit(int wanted) {
        return CompletableFuture.supplyAsync(
                () -> {
                    while (inOrder.size() < wanted) {
                        String key = String.valueOf(inOrder.size());
                        LocalLamp lamp = new LocalLamp("lamp " + key);
                        inOrder.add(lamp);
                        lamps.add(key, lamp);
                        onChange.fire(Change.builder().added("lamps", key, lamp).build());
                    }
                    while (inOrder.size() > wanted) {
                        LocalLamp lamp = inOrder.remove(inOrder.size() - 1);
                        String key = String.valueOf(inOrder.size());
                        lamps.remove(key);
                        onChange.fire(
                                Change.builder().removed("lamps", key, lamp).build());
                    }
                    return wanted;
                },
                lane);
    }

    @Override
    public void publish(int texts) {
        lane.execute(() -> {
            for (int i = 0; i < texts; i++) {
                TextEvent event = new TextEvent(ServerSide.TEXT);
                onChange.fire(Change.builder().event("onText", event).build());
                onText.fire(event);
            }
        });
    }

    @Override
    public void change(int count) {
        lane.execute(() -> {
            for (int i = 0; i < count; i++) {
                next = (next + 1) % CHANGING;
                inOrder.get(next).change();
            }
        });
    }

    @Override
    public Subscription onText(Listener<TextEvent> listener) {
        return onText.subscribe(listener);
    }

    @Override
    public Subscription onChange(Listener<Change> listener) {
        return onChange.subscribe(listener);
    }
}
