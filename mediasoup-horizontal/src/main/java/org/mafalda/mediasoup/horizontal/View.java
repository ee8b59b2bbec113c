package org.mafalda.mediasoup.horizontal;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A live, read-only map that shows the values of another one in another form, or not at all. Its sets and collection
 * are those of the moment in which they are asked for. Thread-safe, if the other one is.
 *
 * @param <A> the values of the other one
 * @param <B> what is shown
 */
final class View<A, B> extends AbstractMap<String, B> {
    private final Map<String, A> source;
    private final Function<A, @Nullable B> form;

    /** Shows what {@code form} returns; null leaves the value out. */
    View(Map<String, A> source, Function<A, @Nullable B> form) {
        this.source = source;
        this.form = form;
    }

    @Override
    public @Nullable B get(@Nullable Object key) {
        A value = key == null ? null : source.get(key);
        return value == null ? null : form.apply(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, B>> entrySet() {
        return shown().entrySet();
    }

    @Override
    public Set<String> keySet() {
        return shown().keySet();
    }

    @Override
    public Collection<B> values() {
        return shown().values();
    }

    private Map<String, B> shown() {
        Map<String, B> shown = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            B form = this.form.apply(value);
            if (form != null) {
                shown.put(key, form);
            }
        });
        return Collections.unmodifiableMap(shown);
    }
}
