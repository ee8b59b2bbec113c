package org.mafalda.mediasoup.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mafalda.mediasoup.InvalidArgumentException;

class SecurityParametersTest {
    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static String hash(int bytes) {
        return String.join(":", Collections.nCopies(bytes, "0A"));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsAsLongAsItsCryptoSuiteWants(SrtpCryptoSuite suite) {
        int length = suite.keyingMaterialLength();
        assertThat(new SrtpParameters(suite, base64(length)).cryptoSuite()).isEqualTo(suite);
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new SrtpParameters(suite, base64(length - 1)))
                .withMessageContaining("keyBase64 must be " + length + " bytes in Base64 with " + suite);
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new SrtpParameters(suite, base64(length + 1)));
    }

    @Test
    void aRefusedKeyIsNotShown() {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new SrtpParameters(SrtpCryptoSuite.AEAD_AES_256_GCM, "not Base64 but secret"))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
    }

    @Test
    void anSrtpKeyIsNotShown() {
        String key = base64(30);
        assertThat(new SrtpParameters(SrtpCryptoSuite.AES_CM_128_HMAC_SHA1_80, key))
                .hasToString("SrtpParameters[cryptoSuite=AES_CM_128_HMAC_SHA1_80, keyBase64=hidden]");
    }

    @Test
    void anIcePasswordIsNotShown() {
        assertThat(new IceParameters("fragment", "secret", true))
                .hasToString("IceParameters[usernameFragment=fragment, password=hidden, iceLite=true]");
    }

    @ParameterizedTest
    @EnumSource
    void aFingerprintIsAsLongAsItsHash(FingerprintAlgorithm algorithm) {
        int length = algorithm.length();
        assertThat(new DtlsFingerprint(algorithm, hash(length)).value()).isEqualTo(hash(length));
        assertFingerprintRefused(algorithm, hash(length - 1));
        assertFingerprintRefused(algorithm, hash(length + 1));
    }

    @Test
    void aFingerprintIsKeptInUpperCase() {
        String lower = hash(32).toLowerCase(Locale.ROOT);
        assertThat(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, lower))
                .isEqualTo(new DtlsFingerprint(FingerprintAlgorithm.SHA_256, hash(32)));
    }

    @Test
    void aFingerprintIsHexadecimalWithColons() {
        assertFingerprintRefused(FingerprintAlgorithm.SHA_1, hash(20).replace('A', 'G'));
        assertFingerprintRefused(FingerprintAlgorithm.SHA_1, hash(20).replace(':', '-'));
        assertFingerprintRefused(FingerprintAlgorithm.SHA_1, "");
    }

    private static void assertFingerprintRefused(FingerprintAlgorithm algorithm, String value) {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(() -> new DtlsFingerprint(algorithm, value))
                .withMessageContaining("[fingerprint.value:" + value + "]");
    }

    @Test
    void dtlsParametersCopyTheirFingerprints() {
        List<DtlsFingerprint> fingerprints =
                new ArrayList<>(List.of(new DtlsFingerprint(FingerprintAlgorithm.SHA_1, hash(20))));
        DtlsParameters parameters = new DtlsParameters(null, fingerprints);
        fingerprints.clear();
        assertThat(parameters.fingerprints()).hasSize(1).isUnmodifiable();
    }
}
