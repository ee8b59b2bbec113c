package org.mafalda.rope.server.internal;

import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;

/**
 * The request ids that a session has used. Ids in a row cost nothing; of ids that jump about, the lowest are forgotten
 * in the end. Not thread-safe.
 */
final class RequestIds {
    private static final int MOST_RANGES = 1024;

    private final RangeSet<Long> used = TreeRangeSet.create();
    /** The row in which the last id stands is kept apart, because it is almost always the one that grows. */
    private long rowStart;

    private long rowEnd;

    /** Takes an id and says whether it is new. */
    boolean use(long id) {
        if (id == rowEnd && rowEnd > rowStart) {
            if (used.contains(id)) {
                return false;
            }
            rowEnd++;
            return true;
        }
        if ((id >= rowStart && id < rowEnd) || used.contains(id)) {
            return false;
        }
        if (rowEnd > rowStart) {
            used.add(Range.closedOpen(rowStart, rowEnd).canonical(DiscreteDomain.longs()));
            if (used.asRanges().size() > MOST_RANGES) {
                used.remove(used.asRanges().iterator().next());
            }
        }
        rowStart = id;
        rowEnd = id + 1;
        return true;
    }
}
