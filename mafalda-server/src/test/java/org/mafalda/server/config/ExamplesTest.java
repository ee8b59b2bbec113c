package org.mafalda.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.server.MafaldaServer;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "config");

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleHasNoFaultsAndIsExplainedInTheReadme(Path example) throws IOException {
        assertThat(ServerConfig.check(example, Map.of(), Map.of())).matches("(?s)(mediasoup|mafalda) at .*");
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains("(examples/config/" + example.getFileName() + ")");
    }

    @Test
    void layersAreDrawnAsATree() {
        assertThat(ServerConfig.check(EXAMPLES.resolve("regions.yaml"), Map.of(), Map.of()))
                .startsWith("""
                        mediasoup at wss://0.0.0.0:4443/rope, for clients with a token
                        └─ horizontal horizontal (geographic)
                           ├─ horizontal madrid (least-loaded)
                           │  ├─ remote wss://madrid1.example:4443/rope (with a token)
                           │  └─ remote wss://madrid2.example:4443/rope (with a token)
                           └─ horizontal boston (least-loaded)
                              ├─ remote wss://boston1.example:4443/rope (with a token)
                              └─ remote wss://boston2.example:4443/rope (with a token)
                        Not on this machine: ../examples/config/tls/world.crt (../examples/config/regions.yaml line 5""");
    }

    @Test
    void layerThatIsSpannedIsDrawnBelowTheOneThatSpansIt() {
        assertThat(ServerConfig.check(EXAMPLES.resolve("mafalda.yaml"), Map.of(), Map.of()))
                .startsWith("""
                        mafalda at wss://0.0.0.0:4443/rope, for clients with a token
                        └─ mafalda (spans up to 16 workers, watermark 0.6)
                           └─ horizontal horizontal (least-loaded)
                              ├─ remote wss://box1.example:4443/rope (with a token)
                              ├─ remote wss://box2.example:4443/rope (with a token)
                        """);
    }

    @Test
    void mafaldaIsServedOnlyIfTheUppermostLayerIsOne(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("server.yaml");
        Files.writeString(file, "serve: mafalda");
        assertThatThrownBy(() -> ServerConfig.read(file, Map.of(), Map.of()))
                .hasMessageContaining("line 1, serve: needs a stack whose uppermost layer is a mafalda");

        Files.writeString(file, """
                serve: mafalda
                stack: { remote: { url: "ws://127.0.0.1:4443", offers: mafalda } }
                """);
        assertThat(ServerConfig.check(file, Map.of(), Map.of())).contains("└─ remote mafalda ws://127.0.0.1:4443/rope");

        Files.writeString(file, "stack: { mafalda: { linger: 1s } }");
        assertThat(ServerConfig.check(file, Map.of(), Map.of()))
                .startsWith("mediasoup at ")
                .contains("└─ mafalda (spans as many workers as there may be, watermark 0.6)\n   └─ local ");
    }

    @Test
    void howAMafaldaSpansIsConfigured(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("server.yaml");
        Files.writeString(
                file,
                "stack: { mafalda: { max-workers: 0, fan-out: 2, depth: 1, audio-first: true, restart: false } }");
        Layer.Mafalda read = (Layer.Mafalda)
                ServerConfig.read(file, Map.of(), Map.of()).stack().layer();
        assertThat(read.options().maxWorkers()).isZero();
        assertThat(read.options().audioFirst()).isTrue();
        assertThat(read.options().restart()).isFalse();
        assertThat(read.title()).isEqualTo("mafalda (leaves it to the layer below to span, watermark 0.6)");
        TreePolicy.Holder origin = new TreePolicy.Holder("origin", null, 0, 0, 2);
        TreePolicy.Situation full = new TreePolicy.Situation(List.of(origin), null, 0.1, 1);
        assertThat(read.options().treePolicy().parent(full)).isNull();

        Files.writeString(file, "stack: { mafalda: { fan-out: 0 } }");
        assertThatThrownBy(() -> ServerConfig.read(file, Map.of(), Map.of()))
                .hasMessageContaining("stack.mafalda.fan-out: must be a number from 1");
    }

    /** The defaults that are printed are those of a configuration without keys. */
    @Test
    void defaultConfigurationSaysTheDefaults(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("default.yaml");
        try (InputStream in = Objects.requireNonNull(MafaldaServer.class.getResourceAsStream("default-config.yaml"))) {
            Files.write(file, in.readAllBytes());
        }
        ServerConfig written = ServerConfig.read(file, Map.of(), Map.of());
        ServerConfig defaults = ServerConfig.read(null, Map.of(), Map.of());

        assertThat(written.stack().layer()).isEqualTo(defaults.stack().layer());
        assertThat(written.drain()).isEqualTo(defaults.drain());
        assertThat(written.log()).isEqualTo(defaults.log());
        assertThat(written.operations()).isEqualTo(defaults.operations());
        assertThat(written.listen())
                .usingRecursiveComparison()
                .ignoringFields("authorizer")
                .isEqualTo(defaults.listen());
    }

    /** What stands behind a hash in the defaults is known too. */
    @Test
    void keysThatArePrintedAsCommentsAreKnown(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("default.yaml");
        try (InputStream in = Objects.requireNonNull(MafaldaServer.class.getResourceAsStream("default-config.yaml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String remote =
                    text.substring(text.indexOf("# stack:\n#   remote:"), text.indexOf("# stack:\n#   horizontal:"));
            String operators = text.substring(text.indexOf("# operations:"), text.indexOf("drain:"));
            Files.writeString(file, operators.replaceAll("(?m)^# ?", ""));
            assertThat(ServerConfig.check(file, Map.of(), Map.of())).contains("operators.txt");

            Files.writeString(file, remote.replaceAll("(?m)^# ?", ""));
            assertThat(ServerConfig.check(file, Map.of(), Map.of())).contains("remote wss://box1.example:4443/rope");

            String mafalda = text.substring(text.indexOf("# stack:\n#   mafalda:"));
            Files.writeString(file, mafalda.replaceAll("(?m)^# ?", ""));
            assertThat(ServerConfig.check(file, Map.of(), Map.of())).contains("mafalda (spans as many workers");

            String horizontal =
                    text.substring(text.indexOf("# stack:\n#   horizontal:"), text.indexOf("# stack:\n#   mafalda:"));
            Files.writeString(file, horizontal.replaceAll("(?m)^# ?", ""));
            assertThat(ServerConfig.check(file, Map.of(), Map.of())).contains("horizontal horizontal (least-loaded)");
        }
    }
}
