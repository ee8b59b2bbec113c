package org.mafalda.mediasoup.transport;

import java.util.Base64;
import java.util.Objects;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * What one side encrypts its SRTP with (RFC 3711). Immutable; its text form does not show the key.
 *
 * @param cryptoSuite the transforms
 * @param keyBase64 master key and master salt in Base64, as long as the crypto suite wants them
 */
public record SrtpParameters(SrtpCryptoSuite cryptoSuite, String keyBase64) {

    /** Checks the length of the key. */
    public SrtpParameters {
        Objects.requireNonNull(cryptoSuite, "cryptoSuite");
        Objects.requireNonNull(keyBase64, "keyBase64");
        if (decodedLength(keyBase64) != cryptoSuite.keyingMaterialLength()) {
            throw InvalidArgumentException.of(
                    "keyBase64",
                    "hidden",
                    "must be " + cryptoSuite.keyingMaterialLength() + " bytes in Base64 with " + cryptoSuite);
        }
    }

    @Override
    public String toString() {
        return "SrtpParameters[cryptoSuite=" + cryptoSuite + ", keyBase64=hidden]";
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException notBase64) {
            return -1;
        }
    }
}
