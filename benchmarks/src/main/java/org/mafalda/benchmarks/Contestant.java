package org.mafalda.benchmarks;

/** One that does the measured work. */
public interface Contestant {
    /** Its name in results: {@code node}, {@code jetty-echo} …, for ours whatever tells it. */
    String name();

    /** Does the work once, for about half a second, and returns the figure in the measure's unit. */
    double round() throws Exception;

    /** A contestant of that name. */
    static Contestant of(String name, Work work) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double round() throws Exception {
                return work.run();
            }
        };
    }

    /** Does something once and returns a figure. */
    @FunctionalInterface
    interface Work {
        double run() throws Exception;
    }
}
