package org.mafalda.mediasoup.transport;

/** The hash functions of certificate fingerprints (RFC 8122, section 5). */
public enum FingerprintAlgorithm {
    /** SHA-1. */
    SHA_1("sha-1", 20),
    /** SHA-224. */
    SHA_224("sha-224", 28),
    /** SHA-256. */
    SHA_256("sha-256", 32),
    /** SHA-384. */
    SHA_384("sha-384", 48),
    /** SHA-512. */
    SHA_512("sha-512", 64);

    private final String text;
    private final int length;

    FingerprintAlgorithm(String text, int length) {
        this.text = text;
        this.length = length;
    }

    /** The length of the hash, in bytes. */
    int length() {
        return length;
    }

    /** mediasoup's own word for it. */
    @Override
    public String toString() {
        return text;
    }
}
