package org.mafalda.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chaos run in small, by a fixed seed; {@code ./mafalda chaos} makes a long one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosIT {
    private final CutRun run = new CutRun(System.out, 3, 1_000, 20_260_101);

    @Test
    void withinTheWindowNobodyNoticesCuts() throws Exception {
        assertThat(run.withinTheWindow(60)).isEmpty();
    }

    @Test
    void beyondTheWindowWhatCannotBeKnownIsSaidOnce() throws Exception {
        assertThat(run.beyondTheWindow(60)).isEmpty();
    }

    @Test
    void aStalledClientCostsTheServerNoMoreThanTheBound() throws Exception {
        assertThat(StalledRun.run(System.out, 20, 0)).isEmpty();
    }
}
