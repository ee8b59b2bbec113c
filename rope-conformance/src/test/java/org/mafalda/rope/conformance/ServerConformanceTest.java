package org.mafalda.rope.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mafalda.rope.protocol.Codec;

/** The server keeps to every exchange, in both codecs. */
class ServerConformanceTest {
    private static OwnServer server = new OwnServer();

    @BeforeAll
    static void start() {
        server.close();
        server = new OwnServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> json() {
        return exchanges(Codec.JSON);
    }

    @TestFactory
    Stream<DynamicTest> cbor() {
        return exchanges(Codec.CBOR);
    }

    private static Stream<DynamicTest> exchanges(Codec codec) {
        return Exchange.of("server").stream()
                .map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> {
                    try (ServerTrial trial = new ServerTrial(exchange, codec, server.uri())) {
                        trial.sweep();
                        trial.run();
                    }
                }));
    }
}
