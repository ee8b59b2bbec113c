package org.mafalda.rope.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mafalda.rope.protocol.Codec;

/** The client keeps to every exchange, in both codecs. */
class ClientConformanceTest {
    @TestFactory
    Stream<DynamicTest> json() {
        return exchanges(Codec.JSON);
    }

    @TestFactory
    Stream<DynamicTest> cbor() {
        return exchanges(Codec.CBOR);
    }

    private static Stream<DynamicTest> exchanges(Codec codec) {
        return Exchange.of("client").stream()
                .map(exchange -> DynamicTest.dynamicTest(exchange.toString(), () -> {
                    try (ClientTrial trial = new ClientTrial(exchange, codec, new OwnClient())) {
                        trial.run();
                    }
                }));
    }
}
