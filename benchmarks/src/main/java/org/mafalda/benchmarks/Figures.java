package org.mafalda.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The figures of one contestant over all rounds. Immutable. */
public final class Figures {
    private final double[] sorted;

    Figures(double[] figures) {
        sorted = figures.clone();
        Arrays.sort(sorted);
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    String json() {
        return "{\"median\":" + number(median()) + ",\"min\":" + number(min()) + ",\"max\":" + number(max()) + "}";
    }

    @Override
    public String toString() {
        return number(median()) + " [" + number(min()) + " … " + number(max()) + "]";
    }

    /** Four significant digits, all digits of what is larger. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
