package org.mafalda.rope.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A client that is a program: lines go to its standard input, and come from its standard output. */
final class ProcessClient extends ClientUnderTest {
    private static final long END_SECONDS = 5;

    private final Process process;
    private final Writer input;

    /** Starts it with the shell. */
    ProcessClient(String command) throws Failure {
        try {
            process = new ProcessBuilder("sh", "-c", "exec " + command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new Failure("the client cannot be started: " + e.getMessage());
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                say(Json.parse(line));
            }
        } catch (IOException | JacksonException e) {
            say(Json.NODES.objectNode().put("broken", String.valueOf(e.getMessage())));
        }
    }

    @Override
    void tell(JsonNode line) throws Failure {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new Failure("the client does not read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
