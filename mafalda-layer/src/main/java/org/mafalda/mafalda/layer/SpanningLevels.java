package org.mafalda.mafalda.layer;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.AudioLevelObserver;
import org.mafalda.mediasoup.AudioLevelObserverOptions;
import org.mafalda.mediasoup.event.AudioLevelVolume;
import org.mafalda.mediasoup.event.SilenceEvent;
import org.mafalda.mediasoup.event.VolumesEvent;
import org.mafalda.rope.Change;
import org.mafalda.rope.runtime.LaneFuture;

/**
 * An audio level observer of a router that spans workers: one inner observer on each worker that has producers of it,
 * so that nothing is piped. What they report in the same interval is one report, with the loudest of all.
 */
final class SpanningLevels extends SpanningObserver {
    private static final Set<String> MERGED = Set.of("onVolumes", "onSilence");

    private final AudioLevelObserverOptions options;
    /** The inner observers beyond the one that this is the mirror of. */
    private final Map<InnerRouter, CompletableFuture<AudioLevelObserver>> others = new ConcurrentHashMap<>();
    /** Whose last report was not silence; on the lane, as the next. */
    private final Set<InnerRouter> audible = new HashSet<>();
    /** What was reported since the last report of ours. */
    private final Map<InnerRouter, List<AudioLevelVolume>> heard = new LinkedHashMap<>();

    SpanningLevels(InnerRouter place, AudioLevelObserverOptions options, AudioLevelObserver inner) {
        super(place, options.appData(), inner);
        this.options = options;
        listen(place, inner);
    }

    private void listen(InnerRouter place, AudioLevelObserver inner) {
        var unused = inner.onVolumes(event -> home.lane().execute(() -> volumes(place, event)));
        unused = inner.onSilence(event -> home.lane().execute(() -> silent(place)));
    }

    @Override
    boolean isOwnEvent(String name) {
        return MERGED.contains(name);
    }

    // ---- reports, all on the lane

    private void volumes(InnerRouter place, VolumesEvent event) {
        if (!(ours(event) instanceof VolumesEvent said) || said.volumes().isEmpty()) {
            return;
        }
        if (heard.containsKey(place)) {
            report(); // who reports again is in the next interval
        }
        audible.add(place);
        heard.put(place, said.volumes());
        reportWhenAllHaveSpoken();
    }

    private void silent(InnerRouter place) {
        if (!audible.remove(place)) {
            return;
        }
        reportWhenAllHaveSpoken();
        if (audible.isEmpty() && !closed()) {
            fire(signal("onSilence"), "onSilence", new SilenceEvent(), Change.builder());
        }
    }

    private void reportWhenAllHaveSpoken() {
        if (heard.keySet().containsAll(audible)) {
            report();
        }
    }

    private void report() {
        List<AudioLevelVolume> loudest = heard.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(AudioLevelVolume::volume).reversed())
                .limit(options.maxEntries())
                .toList();
        heard.clear();
        if (!loudest.isEmpty() && !closed()) {
            fire(signal("onVolumes"), "onVolumes", new VolumesEvent(loudest), Change.builder());
        }
    }

    // ---- producers

    @Override
    CompletableFuture<Void> add(Mirror origin) {
        return at(origin.place())
                .thenCompose(inner -> answer("addProducer", inner.addProducer(origin.innerId()), done -> null));
    }

    @Override
    CompletableFuture<Void> remove(Mirror origin) {
        if (origin.place() != place() && !others.containsKey(origin.place())) {
            return LaneFuture.failed(notFound(origin.id()));
        }
        return at(origin.place())
                .thenCompose(inner -> answer("removeProducer", inner.removeProducer(origin.innerId()), done -> null));
    }

    private CompletableFuture<AudioLevelObserver> at(InnerRouter there) {
        if (there == place()) {
            return CompletableFuture.completedFuture(levels());
        }
        CompletableFuture<AudioLevelObserver> wanted = new CompletableFuture<>();
        CompletableFuture<AudioLevelObserver> present = others.putIfAbsent(there, wanted);
        if (present != null) {
            return present;
        }
        var unused = there.router()
                .createAudioLevelObserver(options)
                .whenComplete((inner, failure) -> home.lane().execute(() -> {
                    if (failure == null) {
                        enter(there, inner, wanted);
                    } else {
                        others.remove(there);
                        wanted.completeExceptionally(Home.unwrapped(failure));
                    }
                }));
        return wanted;
    }

    private void enter(InnerRouter there, AudioLevelObserver inner, CompletableFuture<AudioLevelObserver> wanted) {
        home.names().put(inner.id(), this);
        var unused = inner.onAddProducer(event -> home.lane().execute(() -> tell("onAddProducer", event)));
        unused = inner.onRemoveProducer(event -> home.lane().execute(() -> tell("onRemoveProducer", event)));
        unused = inner.onClose(event -> home.lane().execute(() -> left(there, inner)));
        listen(there, inner);
        if (closed()) {
            inner.close();
        }
        CompletableFuture<Void> ready =
                levels().paused() ? inner.pause() : CompletableFuture.<@Nullable Void>completedFuture(null);
        var ignored = ready.whenComplete((done, failure) -> wanted.complete(inner));
    }

    private void tell(String name, Object event) {
        Object said = closed() ? null : ours(event);
        if (said != null) {
            fire(signal(name), name, said, Change.builder());
        }
    }

    private void left(InnerRouter there, AudioLevelObserver inner) {
        home.names().remove(inner.id());
        others.remove(there);
        heard.remove(there);
        silent(there);
    }

    @Override
    CompletableFuture<?> call(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "pause" -> ofAll("pause", AudioLevelObserver::pause);
            case "resume" -> ofAll("resume", AudioLevelObserver::resume);
            default -> super.call(method, arguments);
        };
    }

    private CompletableFuture<Void> ofAll(String method, Function<AudioLevelObserver, CompletableFuture<Void>> call) {
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        others.values().forEach(other -> calls.add(other.thenCompose(call)));
        // The one whose state is ours comes last: what it says then holds for all.
        CompletableFuture<Void> done = All.of(calls).thenCompose(all -> call.apply(levels()));
        return answer(method, done, all -> null);
    }

    private AudioLevelObserver levels() {
        return (AudioLevelObserver) observer();
    }

    @Override
    protected void closeInner() {
        super.closeInner();
        others.values().forEach(other -> {
            var unused = other.thenAccept(AudioLevelObserver::close);
        });
    }
}
