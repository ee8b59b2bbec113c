package org.mafalda.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Measures that are taken in one go, and what they need while they are. */
public interface Benchmark extends AutoCloseable {
    /** What is measured, in the order of the table. */
    List<Measure> measures();

    /** Runs, once, what is more than one figure, prints it, and writes it into the folder; default: nothing. */
    default void before(PrintStream out, Path results) throws IOException {}

    @Override
    void close();
}
