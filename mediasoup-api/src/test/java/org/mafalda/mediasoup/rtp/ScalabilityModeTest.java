package org.mafalda.mediasoup.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mafalda.mediasoup.InvalidArgumentException;

class ScalabilityModeTest {
    @DisplayName("mediasoup.parseScalabilityMode() succeeds")
    @ParameterizedTest
    @CsvSource({
        "L1T3, 1, 3, false",
        "L3T2_KEY, 3, 2, true",
        "S2T3, 2, 3, false",
        "foo, 1, 1, false",
        "S0T3, 1, 1, false",
        "S1T0, 1, 1, false",
        "L20T3, 20, 3, false",
        "S200T3, 1, 1, false",
        "L4T7_KEY_SHIFT, 4, 7, true",
        "L1T3h, 1, 3, false",
        "xL1T3, 1, 1, false",
        "'', 1, 1, false"
    })
    void modesAreRead(String mode, int spatialLayers, int temporalLayers, boolean ksvc) {
        assertThat(ScalabilityMode.parse(mode)).isEqualTo(new ScalabilityMode(spatialLayers, temporalLayers, ksvc));
    }

    @Test
    void unsetModeHasOneLayer() {
        assertThat(ScalabilityMode.parse(null)).isEqualTo(new ScalabilityMode(1, 1, false));
    }

    @Test
    void layersAreLimited() {
        assertThatThrownBy(() -> new ScalabilityMode(0, 1, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("spatialLayers must be between 1 and 99 [spatialLayers:0]");
        assertThatThrownBy(() -> new ScalabilityMode(1, 100, false))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("temporalLayers must be between 1 and 99 [temporalLayers:100]");
    }
}
