package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.mediasoup.AppData;
import org.mafalda.mediasoup.rtp.H264ProfileLevelId.Level;
import org.mafalda.mediasoup.rtp.H264ProfileLevelId.Profile;

class H264ProfileLevelIdTest {
    @ParameterizedTest
    @CsvSource({
        "42e01f, CONSTRAINED_BASELINE, L3_1",
        "42E01F, CONSTRAINED_BASELINE, L3_1",
        "42c02a, CONSTRAINED_BASELINE, L4_2",
        "4de01f, CONSTRAINED_BASELINE, L3_1",
        "58f01f, CONSTRAINED_BASELINE, L3_1",
        "42a01f, BASELINE, L3_1",
        "58a01f, BASELINE, L3_1",
        "4d401f, MAIN, L3_1",
        "64001f, HIGH, L3_1",
        "640c1f, CONSTRAINED_HIGH, L3_1",
        "f40034, PREDICTIVE_HIGH_444, L5_2",
        "42e00b, CONSTRAINED_BASELINE, L1_1",
        "42f00b, CONSTRAINED_BASELINE, L1_B",
        "42100b, BASELINE, L1_B",
        "4d100b, MAIN, L1_B"
    })
    void profilesAndLevelsAreRead(String value, Profile profile, Level level) {
        assertThat(H264ProfileLevelId.parse(value)).isEqualTo(new H264ProfileLevelId(profile, level));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "000000", "42e01", "42e01f0", "gggggg", " 42e01", "42e0ff", "42e11f", "64801f", "7b001f"})
    void otherValuesAreNotRead(String value) {
        assertThat(H264ProfileLevelId.parse(value)).isNull();
    }

    @Test
    void numberIsNotRead() {
        assertThat(H264ProfileLevelId.parse(420010L)).isNull();
    }

    @Test
    void profilesAreComparedWithoutLevels() {
        assertThat(same("42e01f", "42c02a")).isTrue();
        assertThat(same("42e01f", "64001f")).isFalse();
        assertThat(same("42e01f", "42001f")).isFalse();
        assertThat(same("zzzzzz", "zzzzzz")).isFalse();
    }

    @Test
    void missingProfileIsConstrainedBaseline() {
        assertThat(same(null, null)).isTrue();
        assertThat(same(null, "42e034")).isTrue();
        assertThat(same("", "42e034")).isTrue();
        assertThat(same(null, "4d001f")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, 42e015, 42e015",
        "42e015, 42e01f, 42e015",
        "42c01f, 42e034, 42e01f",
        "4d4032, 4d0032, 4d0032",
        "640c1f, 640c2a, 640c1f",
        "42f00b, 42e01f, 42f00b",
        "42f00b, 42e00a, 42e00a",
        "42e01f, 42f00b, 42e01f",
        "42e00a, 42f00b, 42f00b"
    })
    void answerHasTheLowerLevel(String local, String remote, String answer) {
        assertThat(H264ProfileLevelId.answer(parameters(local, null), parameters(remote, null)))
                .isEqualTo(answer);
    }

    @Test
    void answerHasTheLocalLevelIfBothAllowAsymmetry() {
        assertThat(H264ProfileLevelId.answer(parameters("42e01f", 1), parameters("42e015", 1)))
                .isEqualTo("42e01f");
        assertThat(H264ProfileLevelId.answer(parameters("42e01f", "1"), parameters("42e015", true)))
                .isEqualTo("42e01f");
        assertThat(H264ProfileLevelId.answer(parameters("42e01f", 1), parameters("42e015", 0)))
                .isEqualTo("42e015");
        assertThat(H264ProfileLevelId.answer(parameters("42e01f", null), parameters("42e015", 1)))
                .isEqualTo("42e015");
    }

    @Test
    void answerFillsInTheDefaultOfOneSideOnly() {
        assertThat(H264ProfileLevelId.answer(parameters(null, null), parameters("42e034", null)))
                .isEqualTo("42e01f");
        assertThat(H264ProfileLevelId.answer(parameters(null, null), parameters(null, null)))
                .isNull();
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        return H264ProfileLevelId.isSameProfile(parameters(a, null), parameters(b, null));
    }

    private static Map<String, @Nullable Object> parameters(
            @Nullable String profileLevelId, @Nullable Object levelAsymmetryAllowed) {
        Map<String, Object> parameters = new HashMap<>();
        if (profileLevelId != null) {
            parameters.put("profile-level-id", profileLevelId);
        }
        if (levelAsymmetryAllowed != null) {
            parameters.put("level-asymmetry-allowed", levelAsymmetryAllowed);
        }
        return AppData.normalize("parameters", parameters);
    }
}
