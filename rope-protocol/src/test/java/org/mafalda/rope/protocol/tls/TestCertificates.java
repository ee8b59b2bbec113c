package org.mafalda.rope.protocol.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes keys and certificates with the keytool of the JDK. */
public final class TestCertificates {
    /** Of every store. */
    public static final String PASSWORD = "test-of-passwords";

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path directory;

    /** Files are put into the directory. */
    public TestCertificates(Path directory) {
        this.directory = directory;
    }

    /** Makes an authority, which signs itself. */
    public void authority(String name) {
        generate(name, name, "-ext", "bc:c");
    }

    /**
     * Makes a key with a certificate of that authority, for {@code CN=name} and a host: {@code ip:…}, {@code dns:…}.
     */
    public void signed(String authority, String name, String host) {
        generate(authority, name, "-signer", authority, "-ext", "san=" + host);
    }

    /** The PKCS #12 file. */
    public Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    /** The PEM file of the certificates. */
    public Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    /** The PEM file of the key. */
    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** What an authority makes is in one store, of which the entry is copied out. */
    private void generate(String authority, String name, String... more) {
        Path all = directory.resolve(authority + ".all");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", all.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-validity", "2"));
        command.addAll(List.of(more));
        run(command);
        try {
            KeyStore store = Stores.pkcs12(all, PASSWORD);
            Key key = store.getKey(name, PASSWORD.toCharArray());
            Certificate[] certificates = store.getCertificateChain(name);
            KeyStore own = Stores.empty();
            own.setKeyEntry(name, key, PASSWORD.toCharArray(), certificates);
            try (OutputStream out = Files.newOutputStream(store(name))) {
                own.store(out, PASSWORD.toCharArray());
            }
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : certificates) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(pem(name), chain);
            Files.writeString(key(name), pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + PEM.encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool failed: " + command);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
