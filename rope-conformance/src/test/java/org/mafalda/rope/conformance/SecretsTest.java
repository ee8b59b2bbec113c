package org.mafalda.rope.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mafalda.rope.protocol.Codec;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tokens, the secrets of names and the keys of sessions are used, rightly and wrongly, and none of them is in what the
 * server and the client log at their finest level, exceptions with all their causes included.
 */
class SecretsTest {
    private static final Set<String> TOPICS = Set.of("names", "guard", "end");
    private static final Set<String> SECRET = Set.of("token", "secret", "key");

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.mafalda");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Set<String> secrets = new HashSet<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void clientsLogNoSecret() throws Failure {
        for (Exchange exchange : exchanges("client")) {
            try (ClientTrial trial = new ClientTrial(exchange, Codec.JSON, new OwnClient())) {
                trial.run();
                gather(exchange, trial);
            }
        }
        assertThatNothingIsTold("a token of the application", "Client was not connected");
    }

    @Test
    void serversLogNoSecret() throws Failure {
        try (OwnServer open = new OwnServer();
                OwnServer guarded = OwnServer.guarded()) {
            for (Exchange exchange : exchanges("server")) {
                try (ServerTrial trial =
                        new ServerTrial(exchange, Codec.JSON, (exchange.guarded() ? guarded : open).uri())) {
                    trial.sweep();
                    trial.run();
                    gather(exchange, trial);
                }
            }
        }
        assertThatNothingIsTold("conformance-wrong-token", "Refused: Credentials are missing or wrong");
    }

    private static List<Exchange> exchanges(String side) {
        return Exchange.of(side).stream()
                .filter(exchange -> TOPICS.contains(exchange.topic()))
                .toList();
    }

    private void gather(Exchange exchange, Trial trial) {
        exchange.steps().forEach(step -> gather("", step, trial));
    }

    private void gather(String name, JsonNode value, Trial trial) {
        if (SECRET.contains(name) && value.isString()) {
            secrets.add(trial.pattern.fill(value).stringValue());
        }
        if (value.isArray()) {
            value.forEach(element -> gather("", element, trial));
        }
        value.properties().forEach(member -> gather(member.getKey(), member.getValue(), trial));
    }

    private void assertThatNothingIsTold(String amongTheSecrets, String amongTheLines) {
        logger.detachAppender(log);
        List<String> lines = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
        assertThat(secrets).hasSizeGreaterThan(3).contains(amongTheSecrets);
        assertThat(lines).anyMatch(line -> line.contains(amongTheLines));
        for (String secret : secrets) {
            assertThat(lines).as(secret).noneMatch(line -> line.contains(secret));
        }
    }
}
