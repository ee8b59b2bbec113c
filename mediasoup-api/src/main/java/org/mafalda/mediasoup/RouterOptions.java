package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.RtpCodecCapability;

/**
 * Options of a new router. Immutable.
 *
 * @param mediaCodecs Codecs that the router forwards, in the order of preference. Default none: data only.
 * @param appData The application's own data; see {@link AppData}.
 */
public record RouterOptions(List<RtpCodecCapability> mediaCodecs, Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public RouterOptions {
        mediaCodecs = List.copyOf(mediaCodecs);
        appData = AppData.normalize("appData", appData);
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private List<RtpCodecCapability> mediaCodecs = List.of();
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /**
         * Sets {@link RouterOptions#mediaCodecs}: codecs that the router forwards, in the order of preference. Default
         * none: data only.
         */
        public Builder mediaCodecs(List<RtpCodecCapability> mediaCodecs) {
            this.mediaCodecs = mediaCodecs;
            return this;
        }

        /** Sets {@link RouterOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public RouterOptions build() {
            return new RouterOptions(mediaCodecs, appData);
        }
    }
}
