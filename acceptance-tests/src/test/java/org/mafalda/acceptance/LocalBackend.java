package org.mafalda.acceptance;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;

/** Workers that are child processes of this JVM. */
final class LocalBackend implements Backend {
    private final LocalMediasoupOptions options;
    private @Nullable Mediasoup mediasoup;

    /** With the default options. */
    LocalBackend() {
        this(LocalMediasoupOptions.builder().build());
    }

    /** A box of that name, so that several on this machine can be told apart. */
    static LocalBackend named(String boxId) {
        return new LocalBackend(LocalMediasoupOptions.builder().boxId(boxId).build());
    }

    private LocalBackend(LocalMediasoupOptions options) {
        this.options = options;
    }

    @Override
    public String composition() {
        return "local";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.ONE_BOX, Capability.ONE_PROCESS_PER_WORKER, Capability.DIES_AT_ONCE);
    }

    @Override
    public Mediasoup start() {
        Mediasoup started = LocalMediasoup.create(options);
        mediasoup = started;
        return started;
    }

    @Override
    public List<Mediasoup> mediasoups() {
        return List.of(Objects.requireNonNull(mediasoup));
    }

    @Override
    public void close() {
        if (mediasoup != null) {
            mediasoup.close();
        }
    }
}
