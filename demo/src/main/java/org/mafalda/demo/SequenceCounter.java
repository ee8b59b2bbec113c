package org.mafalda.demo;

import java.util.TreeSet;

/**
 * Counts the packets of one RTP stream by their sequence numbers (RFC 3550): what arrived, what is missing, what came
 * twice. Takes numbers that come late or roll over. Thread-safe.
 */
final class SequenceCounter {
    /** A packet that is this far behind is not waited for any more; half of the sequence numbers, less the latest. */
    private static final long HORIZON = 1 << 14;

    private final TreeSet<Long> missing = new TreeSet<>();
    private long received;
    private long duplicates;
    private long givenUp;
    private long lowest;
    private long highest = -1;

    /** Takes one packet's number, 0 to 65535. */
    synchronized void take(int sequenceNumber) {
        if (highest < 0) {
            // One cycle up, so that numbers before the first one stay positive.
            highest = sequenceNumber + 0x10000L;
            lowest = highest;
            received = 1;
            return;
        }
        long number = highest + (short) (sequenceNumber - (int) highest);
        if (number > highest) {
            expect(highest + 1, number);
            highest = number;
            received++;
        } else if (number < lowest) {
            expect(number + 1, lowest);
            lowest = number;
            received++;
        } else if (missing.remove(number)) {
            received++;
        } else {
            duplicates++;
        }
        var tooOld = missing.headSet(highest - HORIZON);
        givenUp += tooOld.size();
        tooOld.clear();
    }

    private void expect(long from, long until) {
        for (long number = from; number < until; number++) {
            missing.add(number);
        }
    }

    /** Different packets that arrived. */
    synchronized long received() {
        return received;
    }

    /** Packets between the first and the last that did not arrive. */
    synchronized long missing() {
        return missing.size() + givenUp;
    }

    /** Packets that had arrived before. */
    synchronized long duplicates() {
        return duplicates;
    }
}
