package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int execute(String... args) {
        return Demo.commandLine(() -> {
                    throw new AssertionError("The arguments alone decide here");
                })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void helpNamesTheOptions() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("--check", "--source", "Exit codes");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(execute("--chek")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("Unknown option: '--chek'");
    }

    @Test
    void anUnknownSourceIsRefused() {
        assertThat(execute("--source", "camera")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'--source'", "'camera'");
    }
}
