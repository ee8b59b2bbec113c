package org.mafalda.rope.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mafalda.rope.server.fixture.LogCapture;
import org.mafalda.rope.server.security.Authenticator.Credentials;
import org.mafalda.rope.server.security.Authenticator.Identity;

class TokenFileTest {
    private static final String FIRST = "0123456789abcdef";
    private static final String SECOND = "fedcba9876543210";

    @TempDir
    private Path directory;

    private static Credentials credentials(String token) {
        return new Credentials(token, List.of(), "somewhere");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("tokens"), text);
    }

    @Test
    void eachLineIsAClient() throws IOException {
        Authenticator tokens = Authenticator.tokenFile(
                file("# who may come in\n\napp full " + FIRST + "\n  monitor\tread-only  " + SECOND + "\n"));
        assertThat(tokens.authenticate(credentials(FIRST))).isEqualTo(new Identity("app", Authorizer.FULL));
        assertThat(tokens.authenticate(credentials(SECOND))).isEqualTo(new Identity("monitor", Authorizer.READ_ONLY));
        assertThat(tokens.authenticate(credentials("0123456789abcdeX"))).isNull();
        assertThat(tokens.authenticate(new Credentials(null, List.of(), "somewhere")))
                .isNull();
    }

    @Test
    void changedFileCountsAtOnceAndBrokenOneDoesNot() throws IOException {
        Path file = file("app full " + FIRST + "\n");
        Authenticator tokens = Authenticator.tokenFile(file);
        file("newcomer full " + SECOND + "\n");
        assertThat(tokens.authenticate(credentials(FIRST))).isNull();
        assertThat(tokens.authenticate(credentials(SECOND))).isEqualTo(new Identity("newcomer", "full"));
        try (LogCapture log = new LogCapture()) {
            file("newcomer " + SECOND + "\n");
            assertThat(tokens.authenticate(credentials(SECOND))).isNotNull();
            Files.delete(file);
            assertThat(tokens.authenticate(credentials(SECOND))).isNotNull();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("cannot be read again"))
                    .noneMatch(line -> line.contains(SECOND));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app 0123456789abcdef",
                "app full too-short",
                "app full 0123456789abcdef more",
                "app full 0123456789abcdef\nother full 0123456789abcdef",
            })
    void badLineIsRefusedWithoutBeingRepeated(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> Authenticator.tokenFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(FIRST)
                .hasMessageNotContaining("too-short");
    }

    @Test
    void firstAuthenticatorThatKnowsTheClientCounts() {
        Authenticator any = Authenticator.anyOf(
                Authenticator.anyCertificate("full"), Authenticator.tokens(Map.of(FIRST, new Identity("app", "full"))));
        assertThat(any.authenticate(credentials(FIRST))).isEqualTo(new Identity("app", "full"));
        assertThat(any.authenticate(credentials(SECOND))).isNull();
    }

    @Test
    void rolesAllowWhatTheirPatternsSay() {
        Authorizer roles = Authorizer.roles(
                Map.of("lamps", Set.of("Lamp.*", "*.dump"), "one", Set.of("Room.addLamp"), "all", Set.of("*.*")));
        assertThat(roles.allows(new Identity("a", "lamps"), "Lamp", "turn")).isTrue();
        assertThat(roles.allows(new Identity("a", "lamps"), "Room", "dump")).isTrue();
        assertThat(roles.allows(new Identity("a", "lamps"), "Room", "close")).isFalse();
        assertThat(roles.allows(new Identity("a", "one"), "Room", "addLamp")).isTrue();
        assertThat(roles.allows(new Identity("a", "one"), "Room", "close")).isFalse();
        assertThat(roles.allows(new Identity("a", "all"), "Room", "close")).isTrue();
        assertThat(roles.allows(new Identity("a", "unheard-of"), "Room", "addLamp"))
                .isFalse();
    }

    @Test
    void credentialsAreNotWrittenOut() {
        assertThat(credentials(FIRST)).asString().doesNotContain(FIRST);
    }
}
