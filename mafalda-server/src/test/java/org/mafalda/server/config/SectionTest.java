package org.mafalda.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mafalda.mediasoup.host.BudgetPolicy;

class SectionTest {
    private final Faults faults = new Faults();

    private Section read(String yaml) {
        return read(yaml, Map.of(), Map.of());
    }

    private Section read(String yaml, Map<String, String> environment, Map<String, String> settings) {
        Value.Mapping file = YamlReader.read(yaml, "box.yaml", faults);
        return new Section(Overrides.apply(file, environment, settings, faults), Path.of("/etc/mafalda"), faults);
    }

    private List<String> faults(String yaml, Consumer<Section> reading) {
        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> {
            Section section = read(yaml);
            reading.accept(section);
            section.done();
            faults.check();
        });
        return Objects.requireNonNull(failure, "no fault").faults();
    }

    @Test
    void valuesAreReadByTheirTypes() {
        Section section = read("""
                name: box1
                port: 4443
                on: true
                wait: 500ms
                size: 8MiB
                budget: shared
                tags: [a, b]
                one: a
                labels: {zone: north}
                key: tls/absent.pem
                """);
        assertThat(section.text("name")).isEqualTo("box1");
        assertThat(section.integer("port", 1, 0, 65_535)).isEqualTo(4443);
        assertThat(section.flag("on", false)).isTrue();
        assertThat(section.time("wait", Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(section.size("size", 0)).isEqualTo(8L << 20);
        assertThat(section.word("budget", BudgetPolicy.UNLIMITED)).isEqualTo(BudgetPolicy.SHARED);
        assertThat(section.texts("tags")).containsExactly("a", "b");
        assertThat(section.texts("one")).containsExactly("a");
        assertThat(section.map("labels")).isEqualTo(Map.of("zone", "north"));
        assertThat(section.file("key")).isNull();
        assertThat(faults.absent()).isEqualTo(Map.of(Path.of("/etc/mafalda/tls/absent.pem"), "box.yaml line 10, key"));
        assertThat(section.integer("missing", 7, 0, 10)).isEqualTo(7);
        section.done();
        faults.check();
    }

    @Test
    void emptyFileHasNoKeys() {
        assertThat(read("").has("listen")).isFalse();
        assertThat(read("# nothing\n").text("listen")).isNull();
        faults.check();
    }

    @Test
    void misspeltKeyIsToldWithItsLineAndTheClosestKey() {
        assertThat(faults("listen:\n  adress: 0.0.0.0\n", section -> {
                    Section listen = section.section("listen");
                    listen.text("address");
                    listen.integer("port", 1, 0, 65_535);
                    listen.done();
                }))
                .containsExactly("box.yaml line 2, listen.adress: is no known key, did you mean address?"
                        + " Known here: address, port");
    }

    @Test
    void keyThatIsLikeNoOtherGetsNoSuggestion() {
        assertThat(faults("colour: red\n", section -> section.text("listen")))
                .containsExactly("box.yaml line 1, colour: is no known key. Known here: listen");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(faults("port: 70000\nwait: 5\non: yes\nname: [a]\n", section -> {
                    section.integer("port", 1, 0, 65_535);
                    section.time("wait", Duration.ZERO);
                    section.flag("on", false);
                    section.text("name");
                }))
                .containsExactly(
                        "box.yaml line 1, port: must be a number from 0 to 65535 [port:70000]",
                        "box.yaml line 2, wait: must be a number with ms, s, m, h or d, such as 10s [wait:5]",
                        "box.yaml line 3, on: must be true or false [on:yes]",
                        "box.yaml line 4, name: must be a single value");
    }

    @Test
    void keyThatIsGivenTwiceIsAFault() {
        assertThat(faults("a: 1\na: 2\n", section -> section.text("a")))
                .hasSize(1)
                .first()
                .asString()
                .contains("a");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThat(faults("a: 1\nb: [1\nc: 2\n", section -> section.text("a")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("box.yaml line ")
                .contains("is not YAML");
    }

    @Test
    void commandLineWinsOverEnvironmentWinsOverFile() {
        Section section = read(
                "listen: {port: 1, client-ca: ca.pem, address: a}\nstack: [{url: x}, {url: y}]\n",
                Map.of("MAFALDA__LISTEN__PORT", "2", "MAFALDA__LISTEN__CLIENT_CA", "other.pem", "PATH", "/bin"),
                Map.of("listen.port", "3", "stack[1].url", "z", "new.list", "[a, b]"));
        Section listen = section.section("listen");
        assertThat(listen.integer("port", 0, 0, 9)).isEqualTo(3);
        assertThat(listen.text("client-ca")).isEqualTo("other.pem");
        assertThat(listen.text("address")).isEqualTo("a");
        assertThat(section.sections("stack").get(1).text("url")).isEqualTo("z");
        assertThat(section.section("new").texts("list")).containsExactly("a", "b");
        listen.done();
        faults.check();
    }

    @Test
    void overrideIsNamedInItsFault() {
        Section section = read("", Map.of("MAFALDA__PORT", "x"), Map.of("list[0]", "y"));
        section.integer("port", 0, 0, 9);
        ConfigException failure = catchThrowableOfType(ConfigException.class, faults::check);
        assertThat(Objects.requireNonNull(failure).faults())
                .containsExactly(
                        "--set, list[0]: there is no such element in the list",
                        "environment MAFALDA__PORT, port: must be a number from 0 to 9 [port:x]");
    }
}
