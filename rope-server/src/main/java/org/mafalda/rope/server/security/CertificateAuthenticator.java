package org.mafalda.rope.server.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Knows clients by their certificates. Immutable. */
final class CertificateAuthenticator implements Authenticator {
    private static final int FINGERPRINT_DIGITS = 64;

    private final Map<X500Principal, Identity> bySubject = new HashMap<>();
    private final Map<String, Identity> byFingerprint = new HashMap<>();

    CertificateAuthenticator(Map<String, Identity> identities) {
        identities.forEach((key, identity) -> {
            String digits = key.replace(":", "").toLowerCase(Locale.ROOT);
            if (digits.length() == FINGERPRINT_DIGITS && digits.chars().allMatch(HexFormat::isHexDigit)) {
                byFingerprint.put(digits, identity);
            } else {
                bySubject.put(new X500Principal(key), identity);
            }
        });
    }

    @Override
    public @Nullable Identity authenticate(Credentials credentials) {
        if (credentials.certificates().isEmpty()) {
            return null;
        }
        X509Certificate certificate = credentials.certificates().get(0);
        try {
            byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            Identity identity = byFingerprint.get(HexFormat.of().formatHex(fingerprint));
            return identity == null ? bySubject.get(certificate.getSubjectX500Principal()) : identity;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Certificate has no fingerprint", e);
        }
    }
}
