package org.mafalda.rope.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mafalda.rope.protocol.Codec;

/** The server keeps to every exchange, in both codecs. */
class ServerConformanceTest {
    private static final OwnServer OPEN = new OwnServer();
    private static final OwnServer GUARDED = OwnServer.guarded();

    @AfterAll
    static void stop() {
        OPEN.close();
        GUARDED.close();
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
                    try (ServerTrial trial =
                            new ServerTrial(exchange, codec, (exchange.guarded() ? GUARDED : OPEN).uri())) {
                        trial.sweep();
                        trial.run();
                    }
                }));
    }
}
