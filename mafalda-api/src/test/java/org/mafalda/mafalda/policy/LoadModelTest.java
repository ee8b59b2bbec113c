package org.mafalda.mafalda.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mafalda.mafalda.policy.StreamKind.Use;
import org.mafalda.mediasoup.rtp.MediaKind;

final class LoadModelTest {
    private static final StreamKind AUDIO = new StreamKind(Use.CONSUMER, MediaKind.AUDIO, 0);
    private static final StreamKind VIDEO = new StreamKind(Use.CONSUMER, MediaKind.VIDEO, 0);

    private static LoadModel taught(int reports, Map<StreamKind, Integer> streams, double load) {
        LoadModel model = LoadModel.adaptive();
        for (int report = 0; report < reports; report++) {
            model = model.learned(streams, load);
        }
        return model;
    }

    @Test
    void expectsAWorkerToCarryFiveHundredStreamsUntilItKnowsBetter() {
        assertThat(500 * LoadModel.adaptive().cost(AUDIO)).isEqualTo(1, within(1e-9));
        assertThat(500 * LoadModel.adaptive().expectedCost()).isEqualTo(1, within(1e-9));
    }

    @Test
    void learnsTheCostOfAStreamFromReports() {
        LoadModel model = taught(100, Map.of(AUDIO, 100), 0.1);

        assertThat(500 * model.cost(AUDIO)).isEqualTo(0.5, within(0.01));
        assertThat(500 * model.expectedCost()).isEqualTo(0.5, within(0.01));
        assertThat(500 * model.cost(VIDEO)).isEqualTo(1, within(1e-9));
    }

    @Test
    void tellsKindsApartThatComeInDifferentNumbers() {
        LoadModel model = LoadModel.adaptive();
        for (int report = 0; report < 1000; report++) {
            model = model.learned(Map.of(AUDIO, 200, VIDEO, 20), 200 * 0.001 + 20 * 0.01);
            model = model.learned(Map.of(AUDIO, 20, VIDEO, 50), 20 * 0.001 + 50 * 0.01);
        }

        assertThat(model.cost(AUDIO)).isEqualTo(0.001, within(0.0001));
        assertThat(model.cost(VIDEO)).isEqualTo(0.01, within(0.001));
    }

    @Test
    void learnsNothingFromAFewStreams() {
        assertThat(500 * taught(100, Map.of(AUDIO, 5), 0.9).cost(AUDIO)).isEqualTo(1, within(1e-9));
    }

    @Test
    void silentStreamsDoNotMakeItExpectNothing() {
        assertThat(500 * taught(1000, Map.of(AUDIO, 100), 0).cost(AUDIO)).isEqualTo(0.1, within(0.01));
    }

    @Test
    void aFixedModelLearnsNothing() {
        LoadModel fixed = LoadModel.fixed(kind -> kind.use() == Use.CONSUMER ? 0.1 : 0, 0.1);

        assertThat(fixed.learned(Map.of(AUDIO, 100), 0.9).cost(AUDIO)).isEqualTo(0.1);
    }
}
