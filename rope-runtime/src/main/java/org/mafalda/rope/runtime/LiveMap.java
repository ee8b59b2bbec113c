package org.mafalda.rope.runtime;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The children of an object by id, in the order of their creation. Thread-safe; its {@link #view} is read-only, live
 * and weakly consistent, like the iterators of {@link ConcurrentHashMap}.
 *
 * @param <V> the children
 */
public final class LiveMap<V> {
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, Long> numbers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Map.Entry<String, V>> entries = new ConcurrentSkipListMap<>();
    private final Map<String, V> view = new View();

    /** Adds a child and says whether there was none of that key yet; otherwise nothing is changed. */
    public boolean add(String key, V value) {
        long number = sequence.incrementAndGet();
        entries.put(number, Map.entry(key, value));
        if (numbers.putIfAbsent(key, number) == null) {
            return true;
        }
        entries.remove(number);
        return false;
    }

    /** Removes a child and returns it; null if there was none. */
    public @Nullable V remove(String key) {
        Long number = numbers.remove(key);
        Map.Entry<String, V> entry = number == null ? null : entries.remove(number);
        return entry == null ? null : entry.getValue();
    }

    /** The child of that key, or null. */
    public @Nullable V get(String key) {
        return view.get(key);
    }

    /** The read-only live view, always the same instance. */
    public Map<String, V> view() {
        return view;
    }

    private final class View extends AbstractMap<String, V> {
        @Override
        public Set<Entry<String, V>> entrySet() {
            return new SetPart<>(Function.identity());
        }

        @Override
        public Set<String> keySet() {
            return new SetPart<>(Entry::getKey);
        }

        @Override
        public Collection<V> values() {
            return new Values();
        }

        @Override
        public @Nullable V get(@Nullable Object key) {
            Long number = key == null ? null : numbers.get(key);
            Entry<String, V> entry = number == null ? null : entries.get(number);
            return entry == null ? null : entry.getValue();
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }

    private <E> Iterator<E> iterator(Function<Map.Entry<String, V>, E> part) {
        Iterator<Map.Entry<String, V>> inner = entries.values().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return inner.hasNext();
            }

            @Override
            public E next() {
                return part.apply(inner.next());
            }
        };
    }

    /** For streams: of no size, since children may come and go meanwhile. */
    private static <E> Spliterator<E> spliterator(Iterator<E> elements) {
        return Spliterators.spliteratorUnknownSize(
                elements, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }

    private final class SetPart<E> extends AbstractSet<E> {
        private final Function<Map.Entry<String, V>, E> part;

        private SetPart(Function<Map.Entry<String, V>, E> part) {
            this.part = part;
        }

        @Override
        public Iterator<E> iterator() {
            return LiveMap.this.iterator(part);
        }

        @Override
        public Spliterator<E> spliterator() {
            return LiveMap.spliterator(iterator());
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }

    private final class Values extends AbstractCollection<V> {
        @Override
        public Iterator<V> iterator() {
            return LiveMap.this.iterator(Map.Entry::getValue);
        }

        @Override
        public Spliterator<V> spliterator() {
            return LiveMap.spliterator(iterator());
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }
}
