package org.mafalda.rope.protocol.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The authorities whose certificates are believed. Immutable and thread-safe. */
public final class TrustMaterial {
    private final List<X509Certificate> authorities;

    private TrustMaterial(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /**
     * From a PEM file with one certificate or more.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static TrustMaterial pem(Path file) {
        try {
            return new TrustMaterial(Stores.certificates(file));
        } catch (GeneralSecurityException | IOException e) {
            throw Stores.unreadable("Certificate", file, e);
        }
    }

    /**
     * From the certificates of a PKCS #12 file.
     *
     * @throws IllegalArgumentException if it cannot be read or has none
     */
    public static TrustMaterial pkcs12(Path file, String password) {
        try {
            KeyStore store = Stores.pkcs12(file, password);
            List<X509Certificate> authorities = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    authorities.add(certificate);
                }
            }
            if (authorities.isEmpty()) {
                throw new GeneralSecurityException("it has no certificate");
            }
            return new TrustMaterial(authorities);
        } catch (GeneralSecurityException | IOException e) {
            throw Stores.unreadable("Key store", file, e);
        }
    }

    /** A new store with these certificates. */
    public KeyStore toKeyStore() {
        try {
            KeyStore store = Stores.empty();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Key store cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return "TrustMaterial[" + authorities.size() + "]";
    }
}
