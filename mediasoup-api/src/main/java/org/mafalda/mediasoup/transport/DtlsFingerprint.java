package org.mafalda.mediasoup.transport;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.mafalda.mediasoup.InvalidArgumentException;

/**
 * The hash of a certificate (RFC 8122, section 5). Immutable.
 *
 * @param algorithm the hash function
 * @param value the hash: bytes in hexadecimal, joined by colons; kept in upper case, in which the worker compares it
 */
public record DtlsFingerprint(FingerprintAlgorithm algorithm, String value) {
    private static final Pattern BYTES = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2})*");

    /** Checks the form and the length of the value. */
    public DtlsFingerprint {
        Objects.requireNonNull(algorithm, "algorithm");
        value = value.toUpperCase(Locale.ROOT);
        int bytes = algorithm.length();
        if (value.length() != 3 * bytes - 1 || !BYTES.matcher(value).matches()) {
            throw InvalidArgumentException.of(
                    "fingerprint.value", value, "must be " + bytes + " hexadecimal bytes joined by colons");
        }
    }
}
