package org.mafalda.acceptance;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.mediasoup.local.LocalMediasoup;

/** Workers that are child processes of this JVM. */
final class LocalBackend implements Backend {
    private @Nullable Mediasoup mediasoup;

    @Override
    public String composition() {
        return "local";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.ONE_BOX, Capability.ONE_PROCESS_PER_WORKER);
    }

    @Override
    public Mediasoup start() {
        Mediasoup started = LocalMediasoup.create();
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
