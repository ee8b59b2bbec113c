package org.mafalda.rope.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.Lease;

class RopeServerOptionsTest {
    @Test
    void defaultsListenOnLoopback() {
        RopeServerOptions options = RopeServerOptions.builder().build();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.path()).isEqualTo("/rope");
        assertThat(options.allowedOrigins()).isEmpty();
    }

    @Test
    void otherAddressesNeedToBeCalledInsecure() {
        assertThatThrownBy(() -> RopeServerOptions.builder().host("0.0.0.0").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host must be a loopback address")
                .hasMessageContaining("[host:0.0.0.0]");
        assertThat(RopeServerOptions.builder()
                        .host("0.0.0.0")
                        .insecure(true)
                        .build()
                        .host())
                .isEqualTo("0.0.0.0");
        assertThat(RopeServerOptions.builder().host("::1").build().host()).isEqualTo("::1");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        RopeServerOptions.Builder builder = RopeServerOptions.builder();
        assertThatThrownBy(() -> RopeServerOptions.builder().port(65_536).build())
                .hasMessage("port must be from 0 to 65535 [port:65536]");
        assertThatThrownBy(() -> RopeServerOptions.builder().path("rope").build())
                .hasMessage("path must begin with a slash [path:rope]");
        assertThatThrownBy(() -> RopeServerOptions.builder().maxMessage(10).build())
                .hasMessageContaining("[maxMessage:10]");
        assertThatThrownBy(() -> RopeServerOptions.builder().maxBacklog(0).build())
                .hasMessageContaining("[maxBacklog:0]");
        assertThatThrownBy(() ->
                        RopeServerOptions.builder().heartbeat(Duration.ZERO).build())
                .hasMessageContaining("heartbeat must be at least");
        assertThatThrownBy(() ->
                        RopeServerOptions.builder().helloTimeout(Duration.ZERO).build())
                .hasMessageContaining("helloTimeout must be positive");
        assertThatThrownBy(() ->
                        builder.lease(Lease.keepFor(Duration.ofSeconds(-1))).build())
                .hasMessageContaining("keepFor must be from 0");
    }
}
