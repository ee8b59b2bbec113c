package org.mafalda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveDemoIT {
    private static final Pattern FLOWING =
            Pattern.compile("time=\\S+ workers=1 transports=2 forwarded=[1-9]\\d* lost=0 video-packets=[1-9]\\d*"
                    + " audio-packets=[1-9]\\d* video-kbps=\\d+ audio-kbps=\\d+ cpu=\\S+");
    /** SIGTERM, which takes the way of Ctrl+C, but is never ignored as SIGINT is in background jobs. */
    private static final int EXIT_CODE_OF_SIGTERM = 143;

    private static Process start(SourceChoice source) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        "--text",
                        "--source",
                        source.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitFlowing(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (!FLOWING.matcher(String.valueOf(line)).matches()) {
            assertThat(line).startsWith("time=");
            line = output.readLine();
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        processes.forEach(process -> assertThat(process.onExit())
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(process));
    }

    @ParameterizedTest
    @EnumSource(names = {"FFMPEG", "GENERATED"})
    void printsLinesUntilInterruptedAndLeavesNoProcess(SourceChoice source) throws Exception {
        Process demo = start(source);
        try (BufferedReader output = demo.inputReader()) {
            awaitFlowing(output);
            List<ProcessHandle> children = demo.descendants().toList();
            assertThat(children).hasSize(source == SourceChoice.FFMPEG ? 3 : 2);

            new ProcessBuilder("kill", "-TERM", Long.toString(demo.pid()))
                    .start()
                    .waitFor();

            assertThat(demo.waitFor()).isEqualTo(EXIT_CODE_OF_SIGTERM);
            assertThat(output.lines()).allMatch(line -> line.startsWith("time="));
            awaitEnd(children);
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void endsWithAReasonWhenTheWorkerDies() throws Exception {
        Process demo = start(SourceChoice.GENERATED);
        try (BufferedReader output = demo.inputReader()) {
            awaitFlowing(output);
            demo.descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("mediasoup-worker"))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(demo.waitFor()).isEqualTo(1);
            assertThat(output.lines().filter(line -> !line.startsWith("time=")))
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("signal"));
        } finally {
            demo.destroyForcibly();
        }
    }
}
