package org.mafalda.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.protocol.tls.KeyMaterial;

/** Reads keys with their certificates. */
final class Credentials {
    private Credentials() {}

    /** {@code certificate} and {@code key} (PEM), or {@code keystore} and {@code password-file} (PKCS #12). */
    static @Nullable KeyMaterial read(Section section) {
        boolean pem = section.has("certificate") || section.has("key");
        boolean store = section.has("keystore");
        Path certificate = section.file("certificate");
        Path key = section.file("key");
        Path keystore = section.file("keystore");
        String password = section.secret("password-file");
        if (pem && store) {
            section.fault("must have certificate and key, or keystore, not both");
        } else if (pem && !(section.has("certificate") && section.has("key"))) {
            section.fault("must have both certificate and key");
        } else if (certificate != null && key != null) {
            return section.built(() -> KeyMaterial.pem(certificate, key));
        } else if (keystore != null) {
            return section.built(() -> KeyMaterial.pkcs12(keystore, password == null ? "" : password));
        }
        return null;
    }
}
