package org.mafalda.benchmarks;

import java.util.List;

/** Measures that are taken in one go, and what they need while they are. */
public interface Benchmark extends AutoCloseable {
    /** What is measured, in the order of the table. */
    List<Measure> measures();

    @Override
    void close();
}
