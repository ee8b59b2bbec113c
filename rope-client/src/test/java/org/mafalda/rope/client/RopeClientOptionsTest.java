package org.mafalda.rope.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.RopeException;

class RopeClientOptionsTest {
    @Test
    void rangesAreCheckedAndNameTheField() {
        assertThatThrownBy(() -> RopeClientOptions.builder()
                        .requestTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(RopeException.class)
                .hasMessage("requestTimeout must be more than zero [requestTimeout:PT0S]");
        assertThatThrownBy(() -> RopeClientOptions.builder().jitter(1.5).build())
                .hasMessageContaining("[jitter:1.5]");
        assertThatThrownBy(() -> RopeClientOptions.builder().maxMessage(0).build())
                .hasMessageContaining("[maxMessage:0]");
    }

    @Test
    void tokenIsNotPrinted() {
        assertThat(RopeClientOptions.builder().token("s3cret").build().toString())
                .doesNotContain("s3cret")
                .contains("token=…");
    }
}
