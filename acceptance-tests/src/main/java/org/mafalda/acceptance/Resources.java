package org.mafalda.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The lists of mediasoup's tests that are part of this module. */
final class Resources {
    private Resources() {}

    static List<String> lines(String name) {
        try (InputStream list = Resources.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(list, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
