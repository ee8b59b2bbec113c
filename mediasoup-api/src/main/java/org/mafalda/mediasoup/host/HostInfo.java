package org.mafalda.mediasoup.host;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The machine (or the set of machines) behind a {@code Mediasoup}. Does not change while it runs.
 *
 * @param boxId unique name of the box
 * @param labels what the operator says of the box, for placement
 * @param position where it stands, if known
 * @param stackVersion version of this library there
 * @param mediasoupVersion version of mediasoup whose worker runs there
 * @param cores CPU cores that may be used, container limits included
 * @param mediaAddresses addresses announced to endpoints
 * @param pipeAddresses addresses on which other boxes reach it
 */
public record HostInfo(
        String boxId,
        Map<String, String> labels,
        @Nullable GeoPosition position,
        String stackVersion,
        String mediasoupVersion,
        double cores,
        List<String> mediaAddresses,
        List<String> pipeAddresses) {
    /** Checks the fields. */
    public HostInfo {
        Objects.requireNonNull(boxId, "boxId");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(stackVersion, "stackVersion");
        Objects.requireNonNull(mediasoupVersion, "mediasoupVersion");
        mediaAddresses = List.copyOf(mediaAddresses);
        pipeAddresses = List.copyOf(pipeAddresses);
    }
}
