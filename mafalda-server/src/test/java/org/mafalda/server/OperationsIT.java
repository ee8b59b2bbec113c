package org.mafalda.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.WorkerSettings;
import org.mafalda.rope.client.RopeClient;
import org.mafalda.rope.client.RopeClientOptions;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperationsIT {
    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void figuresOfTheServerAreThereForPrometheus() throws Exception {
        try (BoxProcess box = BoxProcess.start(0, "--operations-address", "127.0.0.1:0")) {
            int port = box.operationsPort();
            assertThat(get(port, "/healthz").body()).isEqualTo("ok\n");
            assertThat(get(port, "/elsewhere").statusCode()).isEqualTo(404);
            String idle = get(port, "/metrics").body();
            assertThat(idle)
                    .contains("rope_server_sessions{state=\"connected\"} 0.0")
                    .contains("rope_server_objects 1.0");

            try (RopeClient<Mediasoup> client = RopeClient.connect(
                            Mediasoup.class, box.uri(), RopeClientOptions.DEFAULT)
                    .get(10, TimeUnit.SECONDS)) {
                client.root()
                        .createWorker(WorkerSettings.DEFAULT)
                        .get(10, TimeUnit.SECONDS)
                        .close();
                client.root().createWorker(WorkerSettings.DEFAULT).get(10, TimeUnit.SECONDS);
                assertThat(HttpClient.newHttpClient()
                                .newWebSocketBuilder()
                                .subprotocols("chat")
                                .buildAsync(box.uri(), new WebSocket.Listener() {}))
                        .failsWithin(Duration.ofSeconds(10));

                HttpResponse<String> busy = get(port, "/metrics");
                assertThat(busy.headers().firstValue("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
                assertThat(busy.body())
                        .contains("rope_server_sessions{state=\"connected\"} 1.0")
                        .contains("rope_server_objects 2.0")
                        .contains("rope_server_opened_sessions_total 1.0")
                        .contains("rope_server_resyncs_total 0.0")
                        .contains("# TYPE rope_server_call_seconds histogram")
                        .containsPattern("rope_server_call_seconds_count\\{method=\"createWorker\",outcome=\"ok\","
                                + "type=\"Mediasoup\"\\} 2")
                        .containsPattern("rope_server_call_seconds_count\\{method=\"close\",outcome=\"ok\","
                                + "type=\"Worker\"\\} 1")
                        .contains("rope_server_refusals_total{reason=\"subprotocol\"} 1.0")
                        .contains("rope_server_refusals_total{reason=\"frame_length\"} 0.0")
                        .containsPattern("rope_server_journal_bytes [1-9]")
                        .containsPattern("rope_server_received_bytes_total [1-9]")
                        .containsPattern("rope_server_sent_frames_total [1-9]");
            }
        }
    }
}
