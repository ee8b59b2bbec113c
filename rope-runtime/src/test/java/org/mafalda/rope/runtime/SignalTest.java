package org.mafalda.rope.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Subscription;

@Timeout(20)
class SignalTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void listenersAreCalledInTheOrderOfRegistration() {
        Signal<String> signal = new Signal<>();
        try (Subscription first = signal.subscribe(event -> heard.add("first " + event));
                Subscription second = signal.subscribe(event -> heard.add("second " + event))) {
            signal.fire("a");
            assertThat(heard).containsExactly("first a", "second a");
            assertThat(signal.listenerCount()).isEqualTo(2);
            assertThat(first).isNotSameAs(second);
        }
        assertThat(signal.hasListeners()).isFalse();
    }

    @Test
    void closedSubscriptionHearsNothingMore() {
        Signal<String> signal = new Signal<>();
        Listener<String> listener = heard::add;
        Subscription one = signal.subscribe(listener);
        Subscription same = signal.subscribe(listener);
        one.close();
        one.close();
        signal.fire("a");
        assertThat(heard).containsExactly("a");
        same.close();
    }

    @Test
    void listenerThatThrowsDoesNotHarmTheNext() {
        Signal<String> signal = new Signal<>();
        try (Subscription bad = signal.subscribe(event -> {
                    throw new IllegalStateException("on purpose");
                });
                Subscription good = signal.subscribe(heard::add)) {
            signal.fire("a");
            assertThat(heard).containsExactly("a");
            assertThat(bad).isNotSameAs(good);
        }
    }

    @Test
    void listenerMayLeaveWhileItIsCalled() {
        Signal<String> signal = new Signal<>();
        List<Subscription> own = new ArrayList<>();
        own.add(signal.subscribe(event -> {
            heard.add(event);
            own.get(0).close();
        }));
        signal.fire("a");
        signal.fire("b");
        assertThat(heard).containsExactly("a");
    }

    @Test
    void stickySignalCallsLateListenersOnTheLane() throws Exception {
        Lane lane = new Lane("test");
        StickySignal<String> signal = new StickySignal<>(lane);
        CompletableFuture<String> early = new CompletableFuture<>();
        CompletableFuture<Boolean> lateOnLane = new CompletableFuture<>();
        try (Subscription first = signal.subscribe(early::complete)) {
            lane.execute(() -> signal.fire("a"));
            assertThat(early.get(10, TimeUnit.SECONDS)).isEqualTo("a");
            try (Subscription second = signal.subscribe(event -> lateOnLane.complete(lane.isCurrent()))) {
                assertThat(lateOnLane.get(10, TimeUnit.SECONDS)).isTrue();
                assertThat(second).isNotSameAs(first);
            }
        }
    }

    @Test
    void stickySignalFiresOnce() throws Exception {
        Lane lane = new Lane("test");
        StickySignal<String> signal = new StickySignal<>(lane);
        CompletableFuture<Void> done = new CompletableFuture<>();
        try (Subscription subscription = signal.subscribe(heard::add)) {
            lane.execute(() -> {
                signal.fire("a");
                signal.fire("b");
                done.complete(null);
            });
            done.get(10, TimeUnit.SECONDS);
            assertThat(subscription).isNotNull();
        }
        assertThat(heard).containsExactly("a");
    }
}
