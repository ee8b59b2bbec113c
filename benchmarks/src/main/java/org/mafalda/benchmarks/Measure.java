package org.mafalda.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** What is measured of a competitor, over texts of 150 bytes. */
enum Measure {
    /** How many calls a second with 64 in flight. */
    CALLS("calls/s, 64 in flight", "calls/s", true, 1.3) {
        @Override
        double of(Competitor competitor) throws InterruptedException {
            Semaphore inFlight = new Semaphore(64);
            CountDownLatch answered = new CountDownLatch(MANY);
            long start = System.nanoTime();
            for (int i = 0; i < MANY; i++) {
                inFlight.acquire();
                var unused = competitor.call(TEXT).whenComplete((answer, failure) -> {
                    inFlight.release();
                    answered.countDown();
                });
            }
            answered.await();
            return MANY * 1e9 / (System.nanoTime() - start);
        }
    },
    /** The median time of a lone call. */
    ROUND_TRIP("round trip, one in flight", "µs, p50", false, 1 / 1.15) {
        @Override
        double of(Competitor competitor) {
            long[] nanos = new long[FEW];
            for (int i = 0; i < FEW; i++) {
                long start = System.nanoTime();
                competitor.call(TEXT).join();
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return nanos[FEW / 2] / 1e3;
        }
    };

    private static final int MANY = 100_000;
    private static final int FEW = 10_000;
    private static final String TEXT = "x".repeat(150);

    private final String title;
    private final String unit;
    private final boolean moreIsBetter;

    /** The ratio to reach. */
    private final double goal;

    Measure(String title, String unit, boolean moreIsBetter, double goal) {
        this.title = title;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
        this.goal = goal;
    }

    abstract double of(Competitor competitor) throws InterruptedException;

    double goal() {
        return goal;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    /** How much better the first is than the second: above 1 if it is. */
    double ratio(double ours, double theirs) {
        return moreIsBetter ? ours / theirs : theirs / ours;
    }
}
