package org.mafalda.mediasoup.transport;

/** The encryption and authentication transforms of SRTP (RFC 4568, section 6.2, and RFC 7714, section 14.2). */
public enum SrtpCryptoSuite {
    /** AES-256 in Galois/Counter Mode. */
    AEAD_AES_256_GCM(32 + 12),
    /** AES-128 in Galois/Counter Mode. */
    AEAD_AES_128_GCM(16 + 12),
    /** AES-128 in Counter Mode with an 80-bit HMAC-SHA1 tag; the default. */
    AES_CM_128_HMAC_SHA1_80(16 + 14),
    /** AES-128 in Counter Mode with a 32-bit HMAC-SHA1 tag. */
    AES_CM_128_HMAC_SHA1_32(16 + 14);

    private final int keyingMaterialLength;

    SrtpCryptoSuite(int keyingMaterialLength) {
        this.keyingMaterialLength = keyingMaterialLength;
    }

    /** The length of master key and master salt together, in bytes. */
    public int keyingMaterialLength() {
        return keyingMaterialLength;
    }
}
