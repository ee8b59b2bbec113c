package org.mafalda.rope.server.security;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows clients by the tokens in a file, which is read again when it has changed. Messages name the file and the line,
 * and never what it holds. Thread-safe.
 */
final class TokenFile implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Splitter WORDS =
            Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().trimResults();
    private static final int WORDS_PER_LINE = 3;

    private final Path file;
    private @Nullable Object version;
    private TokenAuthenticator tokens;

    TokenFile(Path file) {
        this.file = file;
        try {
            this.version = version(file);
            this.tokens = read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("Tokens cannot be read [file:" + file + "]", e);
        }
    }

    @Override
    public @Nullable Identity authenticate(Credentials credentials) {
        return present().authenticate(credentials);
    }

    /** A file that has become unreadable, because somebody is writing it or made a mistake, changes nothing. */
    private synchronized TokenAuthenticator present() {
        try {
            Object present = version(file);
            if (!present.equals(version)) {
                version = present;
                tokens = read(file);
                LOG.info("Tokens were read again [file:{}]", file);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("Tokens cannot be read again; those from before stay [file:{}]", file, e);
        }
        return tokens;
    }

    private static Object version(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private static TokenAuthenticator read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, Identity> identities = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = WORDS.splitToList(lines.get(i));
            if (words.isEmpty() || words.get(0).startsWith("#")) {
                continue;
            }
            if (words.size() != WORDS_PER_LINE) {
                throw new IllegalArgumentException(
                        "A line must be 'name role token' [file:" + file + ", line:" + (i + 1) + "]");
            }
            Identity before = identities.put(words.get(2), new Identity(words.get(0), words.get(1)));
            if (before != null) {
                throw new IllegalArgumentException(
                        "Two lines have the same token [file:" + file + ", line:" + (i + 1) + "]");
            }
        }
        return new TokenAuthenticator(identities);
    }
}
