package org.mafalda.rope.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMaterialTest {
    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void make() {
        certificates = new TestCertificates(directory);
        certificates.authority("first");
        certificates.authority("second");
    }

    @Test
    void pemAndPkcs12HoldTheSame() {
        assertThat(KeyMaterial.pem(certificates.pem("first"), certificates.key("first")))
                .hasToString("KeyMaterial[CN=first]");
        assertThat(KeyMaterial.pkcs12(certificates.store("first"), TestCertificates.PASSWORD))
                .hasToString("KeyMaterial[CN=first]");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        assertThatThrownBy(() -> KeyMaterial.pem(certificates.pem("first"), certificates.key("second")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key is not that of the certificate");
    }

    @Test
    void wrongPasswordIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> KeyMaterial.pkcs12(certificates.store("first"), "wrong-password"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Key store cannot be read")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void whatIsNoKeyOrCertificateIsRefusedAndNotRepeated() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense"), "secret nonsense");
        assertThatThrownBy(() -> KeyMaterial.pem(certificates.pem("first"), nonsense))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BEGIN PRIVATE KEY")
                .hasMessageNotContaining("secret nonsense");
        assertThatThrownBy(() -> TrustMaterial.pem(nonsense))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Certificate cannot be read");
        assertThatThrownBy(() -> TrustMaterial.pem(directory.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trustHoldsTheCertificatesOfTheFile() {
        assertThat(TrustMaterial.pem(certificates.pem("first"))).hasToString("TrustMaterial[1]");
        assertThat(TrustMaterial.pkcs12(certificates.store("first"), TestCertificates.PASSWORD))
                .hasToString("TrustMaterial[1]");
    }
}
