package org.mafalda.rope.protocol.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** A private key and the chain of certificates that goes with it. Immutable and thread-safe. */
public final class KeyMaterial {
    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final String FOOTER = "-----END PRIVATE KEY-----";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private KeyMaterial(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        this.key = key;
        this.chain = List.copyOf(chain);
        check();
    }

    /**
     * From two PEM files.
     *
     * @param certificates the certificate, then those that lead to its authority
     * @param key the private key in PKCS #8 without a password ({@code BEGIN PRIVATE KEY})
     * @throws IllegalArgumentException if they cannot be read or do not belong together
     */
    public static KeyMaterial pem(Path certificates, Path key) {
        List<X509Certificate> chain;
        try {
            chain = Stores.certificates(certificates);
        } catch (GeneralSecurityException | IOException e) {
            throw Stores.unreadable("Certificate", certificates, e);
        }
        try {
            String text = Files.readString(key, StandardCharsets.US_ASCII);
            int begin = text.indexOf(HEADER);
            int end = text.indexOf(FOOTER);
            if (begin < 0 || end < begin) {
                throw new GeneralSecurityException("it has no '" + HEADER + "'; openssl pkcs8 -topk8 -nodes makes one");
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + HEADER.length(), end));
            KeyFactory factory =
                    KeyFactory.getInstance(chain.get(0).getPublicKey().getAlgorithm());
            return new KeyMaterial(factory.generatePrivate(new PKCS8EncodedKeySpec(der)), chain);
        } catch (GeneralSecurityException | IOException e) {
            throw Stores.unreadable("Private key", key, e);
        }
    }

    /**
     * From a PKCS #12 file, of which the first private key counts.
     *
     * @throws IllegalArgumentException if it cannot be read or has no private key
     */
    public static KeyMaterial pkcs12(Path file, String password) {
        try {
            KeyStore store = Stores.pkcs12(file, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
                    List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList();
                    return new KeyMaterial(key, chain);
                }
            }
            throw new GeneralSecurityException("it has no private key");
        } catch (GeneralSecurityException | IOException e) {
            throw Stores.unreadable("Key store", file, e);
        }
    }

    /** A key of another certificate would be noticed at the first handshake only. */
    private void check() throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = {1, 2, 3};
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(sample);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(chain.get(0).getPublicKey());
        verifying.update(sample);
        if (!verifying.verify(signature)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
    }

    /** A new store with the key as its only entry. */
    public KeyStore toKeyStore(String password) {
        try {
            KeyStore store = Stores.empty();
            store.setKeyEntry("key", key, password.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Key store cannot be made", e);
        }
    }

    @Override
    public String toString() {
        return "KeyMaterial[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
