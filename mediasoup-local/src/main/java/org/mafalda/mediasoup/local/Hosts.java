package org.mafalda.mediasoup.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mafalda.mediasoup.host.HostInfo;

/** What there is to know of this machine that does not change. */
final class Hosts {
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

    private Hosts() {}

    /** The machine's own name, without asking any name service. */
    static String localName() {
        try {
            return Files.readString(NAME).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** CPU cores that may be used, container limits included. */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static HostInfo info(LocalMediasoupOptions options, String mediasoupVersion) {
        String stackVersion = Hosts.class.getPackage().getImplementationVersion();
        return new HostInfo(
                options.boxId(),
                options.labels(),
                options.position(),
                stackVersion == null ? "development" : stackVersion,
                mediasoupVersion,
                cores(),
                options.mediaAddresses(),
                options.pipeAddresses());
    }
}
