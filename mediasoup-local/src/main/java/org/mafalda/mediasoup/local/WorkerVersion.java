package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mafalda.mediasoup.WorkerStartException;

/**
 * Tells whether a binary that came from elsewhere is a worker of our version. It does not say its version itself, so it
 * must contain the names of exactly the requests and notifications of the version's channel. A script in front of a
 * worker passes.
 */
final class WorkerVersion {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    /** Binaries that have passed, with the time of their last change. */
    private static final Map<Path, Long> PASSED = new ConcurrentHashMap<>();

    private WorkerVersion() {}

    /**
     * Refuses a binary of another version.
     *
     * @throws WorkerStartException naming what differs
     */
    static void check(Path binary, Collection<String> names) throws IOException {
        long changed = Files.getLastModifiedTime(binary).toMillis();
        if (Long.valueOf(changed).equals(PASSED.get(binary))) {
            return;
        }
        byte[] bytes = Files.readAllBytes(binary);
        if (isElf(bytes)) {
            compare(binary, new TreeSet<>(names), channelNames(bytes, names));
        }
        PASSED.put(binary, changed);
    }

    private static void compare(Path binary, Set<String> expected, Set<String> found) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new WorkerStartException("Worker binary is of another version", difference(binary, missing, surplus));
        }
    }

    private static Map<String, Object> difference(Path binary, Set<String> missing, Set<String> surplus) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workerBin", binary);
        details.put("expected", WorkerBinary.VERSION);
        details.put("lacks", missing);
        details.put("hasBeyond", surplus);
        return details;
    }

    private static boolean isElf(byte[] bytes) {
        for (int i = 0; i < ELF.length; i++) {
            if (i >= bytes.length || bytes[i] != ELF[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * All whole strings of the binary that look like a name of the channel: {@code router.dump}. Shorter endings are
     * those of file names, which a binary with debug information contains.
     */
    private static Set<String> channelNames(byte[] bytes, Collection<String> names) {
        String prefixes = names.stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .collect(Collectors.joining("|"));
        Matcher matcher = Pattern.compile("(?<=\0)(?:" + prefixes + ")\\.[A-Za-z]{4,}(?=\0)")
                .matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
