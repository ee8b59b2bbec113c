package org.mafalda.mediasoup;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.MediaKind;
import org.mafalda.mediasoup.rtp.RtpParameters;

/**
 * Options of a new producer. Immutable.
 *
 * @param id Id of the producer; only for pipes, where both sides share one. Default: a random UUID.
 * @param kind Audio or video.
 * @param rtpParameters What the endpoint sends.
 * @param paused Whether it starts paused. Default false.
 * @param keyFrameRequestDelay Least time between two key frame requests to the endpoint, 0 to 2^32-1 ms. Default 0.
 *     Video only.
 * @param enableMediasoupPacketIdHeaderExtension Whether each packet carries mediasoup's packet id extension. Default
 *     false.
 * @param appData The application's own data; see {@link AppData}.
 */
public record ProducerOptions(
        @Nullable String id,
        MediaKind kind,
        RtpParameters rtpParameters,
        boolean paused,
        Duration keyFrameRequestDelay,
        boolean enableMediasoupPacketIdHeaderExtension,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public ProducerOptions {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(rtpParameters, "rtpParameters");
        Objects.requireNonNull(keyFrameRequestDelay, "keyFrameRequestDelay");
        appData = AppData.normalize("appData", appData);
        if (id != null && id.isEmpty()) {
            throw InvalidArgumentException.of("id", id, "must not be empty");
        }
        if (keyFrameRequestDelay.isNegative() || keyFrameRequestDelay.toMillis() > 4_294_967_295L) {
            throw InvalidArgumentException.of(
                    "keyFrameRequestDelay", keyFrameRequestDelay, "must be between 0 and 2^32-1 ms");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(MediaKind kind, RtpParameters rtpParameters) {
        return new Builder(kind, rtpParameters);
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private @Nullable String id;
        private final MediaKind kind;
        private final RtpParameters rtpParameters;
        private boolean paused;
        private Duration keyFrameRequestDelay = Duration.ZERO;
        private boolean enableMediasoupPacketIdHeaderExtension;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(MediaKind kind, RtpParameters rtpParameters) {
            this.kind = kind;
            this.rtpParameters = rtpParameters;
        }

        /**
         * Sets {@link ProducerOptions#id}: id of the producer; only for pipes, where both sides share one. Default: a
         * random UUID.
         */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /** Sets {@link ProducerOptions#paused}: whether it starts paused. Default false. */
        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        /**
         * Sets {@link ProducerOptions#keyFrameRequestDelay}: least time between two key frame requests to the endpoint,
         * 0 to 2^32-1 ms. Default 0. Video only.
         */
        public Builder keyFrameRequestDelay(Duration keyFrameRequestDelay) {
            this.keyFrameRequestDelay = keyFrameRequestDelay;
            return this;
        }

        /**
         * Sets {@link ProducerOptions#enableMediasoupPacketIdHeaderExtension}: whether each packet carries mediasoup's
         * packet id extension. Default false.
         */
        public Builder enableMediasoupPacketIdHeaderExtension(boolean enableMediasoupPacketIdHeaderExtension) {
            this.enableMediasoupPacketIdHeaderExtension = enableMediasoupPacketIdHeaderExtension;
            return this;
        }

        /** Sets {@link ProducerOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public ProducerOptions build() {
            return new ProducerOptions(
                    id,
                    kind,
                    rtpParameters,
                    paused,
                    keyFrameRequestDelay,
                    enableMediasoupPacketIdHeaderExtension,
                    appData);
        }
    }
}
