package org.mafalda.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are written in configurations and on the command line. */
public final class Durations {
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*([A-Za-z]+)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * A number with its unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 2d}.
     *
     * @throws IllegalArgumentException if it is nothing of the kind
     */
    public static Duration parse(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Duration unit = amount.matches() ? UNITS.get(amount.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("must be a number with ms, s, m, h or d, such as 10s");
        }
        return unit.multipliedBy(Long.parseLong(amount.group(1)));
    }
}
