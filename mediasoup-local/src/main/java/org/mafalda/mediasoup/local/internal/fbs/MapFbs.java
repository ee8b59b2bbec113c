package org.mafalda.mediasoup.local.internal.fbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mafalda.mediasoup.worker.fbs.common.StringString;
import org.mafalda.mediasoup.worker.fbs.common.StringStringArray;
import org.mafalda.mediasoup.worker.fbs.common.Uint16String;
import org.mafalda.mediasoup.worker.fbs.common.Uint32String;

/** The vectors of keys and values that stand for maps in the schema; the maps keep their order. */
final class MapFbs {
    private MapFbs() {}

    static Map<String, String> strings(int length, VectorFbs.TableAt<StringString> at) {
        Map<String, String> map = map(length);
        StringString entry = new StringString();
        for (int i = 0; i < length; i++) {
            at.point(entry, i);
            map.put(entry.key(), entry.value());
        }
        return map;
    }

    static Map<String, List<String>> lists(int length, VectorFbs.TableAt<StringStringArray> at) {
        Map<String, List<String>> map = map(length);
        StringStringArray entry = new StringStringArray();
        for (int i = 0; i < length; i++) {
            at.point(entry, i);
            map.put(entry.key(), VectorFbs.values(entry.valuesLength(), entry::values));
        }
        return map;
    }

    static Map<Long, String> byUint32(int length, VectorFbs.TableAt<Uint32String> at) {
        Map<Long, String> map = map(length);
        Uint32String entry = new Uint32String();
        for (int i = 0; i < length; i++) {
            at.point(entry, i);
            map.put(entry.key(), entry.value());
        }
        return map;
    }

    static Map<Integer, String> byUint16(int length, VectorFbs.TableAt<Uint16String> at) {
        Map<Integer, String> map = map(length);
        Uint16String entry = new Uint16String();
        for (int i = 0; i < length; i++) {
            at.point(entry, i);
            map.put(entry.key(), entry.value());
        }
        return map;
    }

    /** An empty map that can take that many entries without growing. */
    private static <K, V> Map<K, V> map(int length) {
        return length == 0 ? Map.of() : new LinkedHashMap<>(length + length / 3 + 1);
    }
}
