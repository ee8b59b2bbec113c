package org.mafalda.mediasoup;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.host.Placement;

/**
 * Settings of a new worker. Immutable.
 *
 * @param logLevel What the worker logs. Default error.
 * @param logTags Parts whose debug logs are switched on. Default none.
 * @param dtlsCertificateFile Path, on the box of the worker, of the DTLS certificate in PEM. Default: the worker makes
 *     one.
 * @param dtlsPrivateKeyFile Path, on the box of the worker, of the private key of that certificate in PEM.
 * @param dtlsCertificatePem The DTLS certificate itself as PEM text, instead of a file.
 * @param dtlsPrivateKeyPem The private key itself as PEM text, instead of a file.
 * @param workerBin Path, on the box of the worker, of another mediasoup-worker binary.
 * @param libwebrtcFieldTrials Field trials of libwebrtc, for experts: the worker crashes on a wrong value.
 * @param placement Wishes for the place of the worker; ignored by layers with one place.
 * @param appData The application's own data; see {@link AppData}.
 */
public record WorkerSettings(
        WorkerLogLevel logLevel,
        List<WorkerLogTag> logTags,
        @Nullable String dtlsCertificateFile,
        @Nullable String dtlsPrivateKeyFile,
        @Nullable String dtlsCertificatePem,
        @Nullable String dtlsPrivateKeyPem,
        @Nullable String workerBin,
        @Nullable String libwebrtcFieldTrials,
        Placement placement,
        Map<String, @Nullable Object> appData) {

    /** Checks the fields. */
    public WorkerSettings {
        Objects.requireNonNull(logLevel, "logLevel");
        logTags = List.copyOf(logTags);
        Objects.requireNonNull(placement, "placement");
        appData = AppData.normalize("appData", appData);
        if (dtlsCertificateFile != null && dtlsCertificatePem != null) {
            throw InvalidArgumentException.of(
                    "dtlsCertificateFile", dtlsCertificateFile, "must not be given beside dtlsCertificatePem");
        }
        if (dtlsPrivateKeyFile != null && dtlsPrivateKeyPem != null) {
            throw InvalidArgumentException.of(
                    "dtlsPrivateKeyFile", dtlsPrivateKeyFile, "must not be given beside dtlsPrivateKeyPem");
        }
        boolean certificate = dtlsCertificateFile != null || dtlsCertificatePem != null;
        boolean privateKey = dtlsPrivateKeyFile != null || dtlsPrivateKeyPem != null;
        if (certificate && !privateKey) {
            throw InvalidArgumentException.of(
                    "dtlsPrivateKeyFile", null, "or dtlsPrivateKeyPem must be given with a certificate");
        }
        if (privateKey && !certificate) {
            throw InvalidArgumentException.of(
                    "dtlsCertificateFile", null, "or dtlsCertificatePem must be given with a private key");
        }
    }

    /** Starts with the required fields; the others have their defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** All defaults. */
    public static final WorkerSettings DEFAULT = builder().build();

    /** Without the private key. */
    @Override
    public String toString() {
        return "WorkerSettings[logLevel=" + logLevel + ", logTags=" + logTags + ", dtlsCertificateFile="
                + dtlsCertificateFile + ", workerBin=" + workerBin + ", placement=" + placement + ", appData=" + appData
                + "]";
    }

    /** Collects the fields. Not thread-safe. */
    public static final class Builder {
        private WorkerLogLevel logLevel = WorkerLogLevel.ERROR;
        private List<WorkerLogTag> logTags = List.of();
        private @Nullable String dtlsCertificateFile;
        private @Nullable String dtlsPrivateKeyFile;
        private @Nullable String dtlsCertificatePem;
        private @Nullable String dtlsPrivateKeyPem;
        private @Nullable String workerBin;
        private @Nullable String libwebrtcFieldTrials;
        private Placement placement = Placement.ANYWHERE;
        private Map<String, @Nullable Object> appData = Map.of();

        private Builder() {}

        /** Sets {@link WorkerSettings#logLevel}: what the worker logs. Default error. */
        public Builder logLevel(WorkerLogLevel logLevel) {
            this.logLevel = logLevel;
            return this;
        }

        /** Sets {@link WorkerSettings#logTags}: parts whose debug logs are switched on. Default none. */
        public Builder logTags(List<WorkerLogTag> logTags) {
            this.logTags = logTags;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#dtlsCertificateFile}: path, on the box of the worker, of the DTLS certificate in
         * PEM. Default: the worker makes one.
         */
        public Builder dtlsCertificateFile(String dtlsCertificateFile) {
            this.dtlsCertificateFile = dtlsCertificateFile;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#dtlsPrivateKeyFile}: path, on the box of the worker, of the private key of that
         * certificate in PEM.
         */
        public Builder dtlsPrivateKeyFile(String dtlsPrivateKeyFile) {
            this.dtlsPrivateKeyFile = dtlsPrivateKeyFile;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#dtlsCertificatePem}: the DTLS certificate itself as PEM text, instead of a file.
         */
        public Builder dtlsCertificatePem(String dtlsCertificatePem) {
            this.dtlsCertificatePem = dtlsCertificatePem;
            return this;
        }

        /** Sets {@link WorkerSettings#dtlsPrivateKeyPem}: the private key itself as PEM text, instead of a file. */
        public Builder dtlsPrivateKeyPem(String dtlsPrivateKeyPem) {
            this.dtlsPrivateKeyPem = dtlsPrivateKeyPem;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#workerBin}: path, on the box of the worker, of another mediasoup-worker binary.
         */
        public Builder workerBin(String workerBin) {
            this.workerBin = workerBin;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#libwebrtcFieldTrials}: field trials of libwebrtc, for experts: the worker crashes
         * on a wrong value.
         */
        public Builder libwebrtcFieldTrials(String libwebrtcFieldTrials) {
            this.libwebrtcFieldTrials = libwebrtcFieldTrials;
            return this;
        }

        /**
         * Sets {@link WorkerSettings#placement}: wishes for the place of the worker; ignored by layers with one place.
         */
        public Builder placement(Placement placement) {
            this.placement = placement;
            return this;
        }

        /** Sets {@link WorkerSettings#appData}: the application's own data; see {@link AppData}. */
        public Builder appData(Map<String, @Nullable Object> appData) {
            this.appData = appData;
            return this;
        }

        /** The checked options. */
        public WorkerSettings build() {
            return new WorkerSettings(
                    logLevel,
                    logTags,
                    dtlsCertificateFile,
                    dtlsPrivateKeyFile,
                    dtlsCertificatePem,
                    dtlsPrivateKeyPem,
                    workerBin,
                    libwebrtcFieldTrials,
                    placement,
                    appData);
        }
    }
}
