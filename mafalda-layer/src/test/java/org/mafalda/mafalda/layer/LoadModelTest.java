package org.mafalda.mafalda.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LoadModelTest {
    private final LoadModel model = new LoadModel();

    @Test
    void expectsAWorkerToCarryFiveHundredStreamsUntilItKnowsBetter() {
        assertThat(model.expected(500)).isEqualTo(1, within(1e-9));
    }

    @Test
    void learnsTheCostOfAStreamFromReports() {
        for (int report = 0; report < 100; report++) {
            model.learn(100, 0.1);
        }

        assertThat(model.expected(500)).isEqualTo(0.5, within(0.01));
    }

    @Test
    void learnsNothingFromAFewStreams() {
        for (int report = 0; report < 100; report++) {
            model.learn(5, 0.9);
        }

        assertThat(model.expected(500)).isEqualTo(1, within(1e-9));
    }

    @Test
    void silentStreamsDoNotMakeItExpectNothing() {
        for (int report = 0; report < 1000; report++) {
            model.learn(100, 0);
        }

        assertThat(model.expected(500)).isEqualTo(0.1, within(0.01));
    }
}
