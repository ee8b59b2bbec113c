package org.mafalda.mediasoup.local.internal.fbs;

import com.google.flatbuffers.FlatBufferBuilder;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.transport.SrtpCryptoSuite;
import org.mafalda.mediasoup.transport.SrtpParameters;

/** SRTP parameters. */
final class SrtpParametersFbs {
    static final EnumFbs<SrtpCryptoSuite> CRYPTO_SUITE = EnumFbs.of(
            SrtpCryptoSuite.AEAD_AES_256_GCM,
            SrtpCryptoSuite.AEAD_AES_128_GCM,
            SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80,
            SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_32);

    private SrtpParametersFbs() {}

    /** Writes the parameters; 0 for none. */
    static int write(FlatBufferBuilder builder, @Nullable SrtpParameters parameters) {
        return parameters == null
                ? 0
                : org.mafalda.mediasoup.worker.fbs.srtpparameters.SrtpParameters.createSrtpParameters(
                        builder,
                        CRYPTO_SUITE.write(parameters.cryptoSuite()),
                        builder.createString(parameters.keyBase64()));
    }

    static @Nullable SrtpParameters read(
            org.mafalda.mediasoup.worker.fbs.srtpparameters.@Nullable SrtpParameters parameters) {
        return parameters == null
                ? null
                : new SrtpParameters(CRYPTO_SUITE.read(parameters.cryptoSuite()), parameters.keyBase64());
    }
}
