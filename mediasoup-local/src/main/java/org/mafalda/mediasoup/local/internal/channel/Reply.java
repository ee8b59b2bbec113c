package org.mafalda.mediasoup.local.internal.channel;

import com.google.flatbuffers.Table;
import org.jspecify.annotations.Nullable;

/** The body of an accepted response; valid only while it is being decoded. */
@FunctionalInterface
public interface Reply {
    /** Points the table at the body; null if there is none. */
    @Nullable Table read(Table table);

    /** Points the table at the body, which must be there. */
    default <B extends Table> B body(B table) {
        if (read(table) == null) {
            throw new IllegalStateException("Response has no body");
        }
        return table;
    }
}
