package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.rtp.RtpCapabilities;

/**
 * Options of a new consumer. Immutable. On a PipeTransport only {@code producerId}, {@code paused} and {@code appData}
 * count.
 *
 * @param producerId The producer to consume.
 * @param rtpCapabilities What the endpoint can receive.
 * @param paused Whether it starts paused; recommended for video, to be resumed when the endpoint is ready. Default
 *     false.
 * @param mid The MID of the RTP parameters; default: the next number.
 * @param preferredLayers Preferred layers of a simulcast or SVC consumer. Default: the highest.
 * @param enableRtx Whether lost packets are sent again (RFC 4588). Default: true for video, false for audio.
 * @param ignoreDtx Whether Opus DTX packets are not forwarded. Default false.
 * @param pipe Whether all streams of the producer are forwarded as they are. Default false.
 * @param appData The application's own data; see {@link AppData}.
 */
public record ConsumerOptions(
        String producerId,
        RtpCapabilities rtpCapabilities,
        boolean paused,
        @Nullable String mid,
        @Nullable ConsumerLayers preferredLayers,
        @Nullable Boolean enableRtx,
        boolean ignoreDtx,
        boolean pipe,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public ConsumerOptions {
        Objects.requireNonNull(producerId, "producerId");
        Objects.requireNonNull(rtpCapabilities, "rtpCapabilities");
        appData = AppData.normalize("appData", appData);
        if (producerId.isEmpty()) {
            throw InvalidArgumentException.of("producerId", producerId, "must not be empty");
        }
        if (mid != null && mid.isEmpty()) {
            throw InvalidArgumentException.of("mid", mid, "must not be empty");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder(String producerId, RtpCapabilities rtpCapabilities) {
        return new Builder(producerId, rtpCapabilities);
    }

    /** A consumer on a PipeTransport, which forwards the producer whole and needs no capabilities. */
    public static ConsumerOptions ofPipe(String producerId, Map<String, @Nullable Object> appData) {
        return builder(producerId, new RtpCapabilities(List.of(), List.of()))
                .appData(appData)
                .build();
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private final String producerId;
        private final RtpCapabilities rtpCapabilities;
        private boolean paused;
        private @Nullable String mid;
        private @Nullable ConsumerLayers preferredLayers;
        private @Nullable Boolean enableRtx;
        private boolean ignoreDtx;
        private boolean pipe;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder(String producerId, RtpCapabilities rtpCapabilities) {
            this.producerId = producerId;
            this.rtpCapabilities = rtpCapabilities;
        }

        /**
         * Sets {@link ConsumerOptions#paused}: whether it starts paused; recommended for video, to be resumed when the
         * endpoint is ready. Default false.
         */
        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        /** Sets {@link ConsumerOptions#mid}: the MID of the RTP parameters; default: the next number. */
        public Builder mid(String mid) {
            this.mid = mid;
            return this;
        }

        /**
         * Sets {@link ConsumerOptions#preferredLayers}: preferred layers of a simulcast or SVC consumer. Default: the
         * highest.
         */
        public Builder preferredLayers(ConsumerLayers preferredLayers) {
            this.preferredLayers = preferredLayers;
            return this;
        }

        /**
         * Sets {@link ConsumerOptions#enableRtx}: whether lost packets are sent again (RFC 4588). Default: true for
         * video, false for audio.
         */
        public Builder enableRtx(boolean enableRtx) {
            this.enableRtx = enableRtx;
            return this;
        }

        /** Sets {@link ConsumerOptions#ignoreDtx}: whether Opus DTX packets are not forwarded. Default false. */
        public Builder ignoreDtx(boolean ignoreDtx) {
            this.ignoreDtx = ignoreDtx;
            return this;
        }

        /**
         * Sets {@link ConsumerOptions#pipe}: whether all streams of the producer are forwarded as they are. Default
         * false.
         */
        public Builder pipe(boolean pipe) {
            this.pipe = pipe;
            return this;
        }

        /** Sets {@link ConsumerOptions#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public ConsumerOptions build() {
            return new ConsumerOptions(
                    producerId, rtpCapabilities, paused, mid, preferredLayers, enableRtx, ignoreDtx, pipe, appData);
        }
    }
}
