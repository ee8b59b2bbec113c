package org.mafalda.rope.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mafalda.rope.protocol.Codec;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.server.RopeServerOptions;

/** What stands in {@code docs/rope-protocol.md} is what our server and our client say, in both codecs. */
class DocumentedExchangeTest {
    private static final long SECONDS = 10;

    private static DocumentedExchange examples() throws IOException {
        return new DocumentedExchange(Files.readString(Path.of("..", "docs", "rope-protocol.md")));
    }

    private static Stream<Codec> codecs() {
        return Stream.of(Codec.JSON, Codec.CBOR);
    }

    @TestFactory
    Stream<DynamicTest> theServerSaysWhatTheExamplesSay() {
        return codecs().map(codec -> DynamicTest.dynamicTest(codec.subprotocol(), () -> {
            LocalHouse house = new LocalHouse("Calle 1");
            house.addRoom("kitchen").get(SECONDS, TimeUnit.SECONDS);
            try (OwnServer server = new OwnServer(
                            house, RopeServerOptions.builder().maxObjects(3).build());
                    ServerTrial trial = new ServerTrial(examples().ofServer(), codec, server.uri())) {
                trial.run();
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> theClientSaysWhatTheExamplesSay() throws IOException {
        List<Exchange> exchanges = examples().ofClients();
        return codecs().flatMap(codec -> exchanges.stream()
                .map(exchange -> DynamicTest.dynamicTest(exchange + ", " + codec.subprotocol(), () -> {
                    try (ClientTrial trial = new ClientTrial(exchange, codec, new OwnClient())) {
                        trial.run();
                    }
                })));
    }
}
