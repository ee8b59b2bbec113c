package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.TransportListenInfo;

/**
 * Options of a new WebRtcServer. Immutable.
 *
 * @param listenInfos Where it listens; at least one.
 * @param appData The application's own data; see {@link AppData}.
 */
public record WebRtcServerOptions(List<TransportListenInfo> listenInfos, Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public WebRtcServerOptions {
        listenInfos = List.copyOf(listenInfos);
        appData = AppData.normalize("appData", appData);
        if (listenInfos.isEmpty()) {
            throw InvalidArgumentException.of("listenInfos", listenInfos, "must not be empty");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(List<TransportListenInfo> listenInfos) {
        return new Builder(listenInfos);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final List<TransportListenInfo> listenInfos;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(List<TransportListenInfo> listenInfos) {
            this.listenInfos = listenInfos;
        }

        /** Sets {@link WebRtcServerOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public WebRtcServerOptions build() {
            return new WebRtcServerOptions(listenInfos, appData);
        }
    }
}
