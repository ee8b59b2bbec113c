package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theReadmeQuotesTheExampleWordForWord() throws IOException {
        String example = Files.readString(Path.of("src/main/java/org/mafalda/demo/Example.java"));
        String body = example.substring(example.indexOf("public final class Example"));
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + body + "```\n");
    }
}
