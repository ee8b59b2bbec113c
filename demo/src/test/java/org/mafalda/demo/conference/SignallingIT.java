package org.mafalda.demo.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;
import tools.jackson.databind.JsonNode;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignallingIT {
    private static final int ANSWER_SECONDS = 10;

    private Mediasoup mediasoup;
    private ConferenceServer server;

    @BeforeEach
    void open() {
        mediasoup = LocalMediasoup.create();
        server = ConferenceServer.start(
                mediasoup, ConferenceOptions.builder().port(0).build());
    }

    @AfterEach
    void close() {
        server.close();
        mediasoup.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":7,\"method\":\"dance\",\"data\":{}} | NotFoundException | No such method [method:dance]",
                "{\"id\":7,\"method\":\"join\"} | InvalidArgumentException | data must be an object [data:null]",
                "{\"id\":7,\"method\":\"join\",\"data\":{\"room\":\"x\"}} | InvalidArgumentException | name must be given [name:null]",
                "{\"id\":7,\"method\":\"join\",\"data\":{\"room\":\" \",\"name\":\"y\"}} | InvalidArgumentException | room must have 1 to 64 characters [room: ]",
                "{\"id\":7,\"method\":\"consume\",\"data\":{\"producerId\":\"p\"}} | InvalidStateException | This tab is in no room",
            })
    void aBadRequestIsAnsweredWithItsFault(String request, String name, String message) throws Exception {
        Client client = new Client();

        JsonNode error = client.ask(request).get("error");

        assertThat(error.get("name").asString()).isEqualTo(name);
        assertThat(error.get("message").asString()).isEqualTo(message);
    }

    @Test
    void whatIsNoRequestIsRefusedAndHarmsNothing() throws Exception {
        Client client = new Client();
        for (String garbage : new String[] {"", "{", "[]", "7", "{\"id\":1}", "{\"method\":\"join\"}"}) {
            client.send(garbage);
            assertThat(client.next("refused").get("message").asString()).isNotEmpty();
        }
        assertThat(client.ask("{\"id\":7,\"method\":\"ping\",\"data\":{}}").has("data"))
                .isTrue();
    }

    @Test
    void aRoomIsJoinedOnceAndUnknownIdsAreNamed() throws Exception {
        Client client = new Client();
        String join = "{\"id\":7,\"method\":\"join\",\"data\":{\"room\":\"x\",\"name\":\"y\"}}";
        assertThat(client.ask(join).get("data").get("routerRtpCapabilities").has("codecs"))
                .isTrue();

        assertThat(fault(client.ask(join))).isEqualTo("This tab is in a room already");
        assertThat(fault(client.ask("{\"id\":7,\"method\":\"createTransport\",\"data\":{\"direction\":\"recv\"}}")))
                .isEqualTo("rtpCapabilities must be given to receive [rtpCapabilities:null]");
        assertThat(fault(client.ask("{\"id\":7,\"method\":\"restartIce\",\"data\":{\"transportId\":\"t\"}}")))
                .startsWith("Transport not found [")
                .contains("transportId:t");
        assertThat(fault(client.ask("{\"id\":7,\"method\":\"closeProducer\",\"data\":{\"producerId\":\"p\"}}")))
                .contains("producerId:p");
    }

    @Test
    void thePanelIsPushedAtMostTwiceASecond() throws Exception {
        Client client = new Client();
        client.next("panel");
        long first = System.nanoTime();
        for (int room = 0; room < 3; room++) {
            client.ask("{\"id\":7,\"method\":\"join\",\"data\":{\"room\":\"" + room + "\",\"name\":\"y\"}}");
            client.ask("{\"id\":7,\"method\":\"leave\",\"data\":{}}");
        }
        client.next("panel");
        client.next("panel");
        client.next("panel");

        assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_200));
    }

    @Test
    void pagesOfOthersMayNotConnect() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Origin", "http://elsewhere.example")
                        .buildAsync(endpoint(), new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void thePageAndItsPartsAreServed() throws Exception {
        for (String part : new String[] {"", "main.js", "style.css", "favicon.svg"}) {
            assertThat(get(part).statusCode()).as(part).isEqualTo(200);
        }
        assertThat(get("").body()).contains("<title>Mafalda conference</title>");
        assertThat(get("nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aTakenPortIsSaid() {
        ConferenceOptions taken =
                ConferenceOptions.builder().port(server.uri().getPort()).build();

        assertThatThrownBy(() -> ConferenceServer.start(mediasoup, taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port:" + taken.port());
    }

    private HttpResponse<String> get(String part) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.uri().resolve(part)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String fault(JsonNode answer) {
        return answer.get("error").get("message").asString();
    }

    private URI endpoint() {
        return URI.create("ws://127.0.0.1:" + server.uri().getPort() + "/signalling");
    }

    /** A tab without a browser. */
    private final class Client implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Client() {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(endpoint(), this)
                    .join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(ConferenceJson.read(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        /** The answer to request 7. */
        JsonNode ask(String request) throws InterruptedException {
            send(request);
            return until("id", "7");
        }

        JsonNode next(String notice) throws InterruptedException {
            return until("notice", notice).get("data");
        }

        private JsonNode until(String field, String value) throws InterruptedException {
            while (true) {
                JsonNode message = messages.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
                assertThat(message).as("%s %s", field, value).isNotNull();
                if (message.path(field).toString().replace("\"", "").equals(value)) {
                    return message;
                }
            }
        }
    }
}
