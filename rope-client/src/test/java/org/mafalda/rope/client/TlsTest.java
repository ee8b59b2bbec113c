package org.mafalda.rope.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mafalda.rope.ConnectionLostException;
import org.mafalda.rope.ForbiddenException;
import org.mafalda.rope.ProtocolException;
import org.mafalda.rope.protocol.Transcoder;
import org.mafalda.rope.protocol.tls.KeyMaterial;
import org.mafalda.rope.protocol.tls.TestCertificates;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.rope.rooms.House;
import org.mafalda.rope.rooms.LocalHouse;
import org.mafalda.rope.rooms.Room;
import org.mafalda.rope.server.Refusal;
import org.mafalda.rope.server.RopeServer;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.mafalda.rope.server.security.Authorizer;

/** Clients and servers that show each other who they are. */
@Timeout(60)
class TlsTest {
    private static final long DEADLINE_SECONDS = 15;
    private static final String TOKEN = "a-token-of-many-letters";

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final LocalHouse house = new LocalHouse("Calle 1");

    @BeforeAll
    static void makeCertificates() {
        certificates = new TestCertificates(directory);
        certificates.authority("authority");
        certificates.authority("elsewhere");
        certificates.signed("authority", "server", "ip:127.0.0.1");
        certificates.signed("authority", "of-another-host", "dns:other.example");
        certificates.signed("authority", "app", "dns:app.example");
        certificates.signed("authority", "guest", "dns:guest.example");
        certificates.signed("elsewhere", "stranger", "dns:app.example");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private static KeyMaterial pem(String name) {
        return KeyMaterial.pem(certificates.pem(name), certificates.key(name));
    }

    private static TrustMaterial trust() {
        return TrustMaterial.pem(certificates.pem("authority"));
    }

    private static RopeServerOptions.Builder guarded() {
        return RopeServerOptions.builder().tls(pem("server"));
    }

    private RopeServer serve(RopeServerOptions.Builder options) {
        RopeServer server = RopeServer.start(House.class, house, options.build());
        open.add(0, server);
        return server;
    }

    private static RopeClientOptions.Builder trusting() {
        return RopeClientOptions.builder()
                .codecs(Transcoder.codec())
                .connectTimeout(Duration.ofSeconds(5))
                .backoff(Duration.ofMillis(20), Duration.ofMillis(100))
                .reconnect(false)
                .trust(trust());
    }

    private RopeClient<House> connect(RopeServer server, RopeClientOptions.Builder options)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<RopeClient<House>> connecting =
                RopeClient.connect(House.class, server.uri(), options.build());
        RopeClient<House> client = connecting.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        open.add(0, client);
        return client;
    }

    private Throwable failure(RopeServer server, RopeClientOptions.Builder options) {
        try {
            throw new AssertionError("Connected: " + connect(server, options));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private void isServed(RopeClient<House> client, String room) throws Exception {
        client.root().addRoom(room).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(house.rooms()).containsKey(room);
    }

    @Test
    void callsGoOverTlsWithCertificatesFromPem() throws Exception {
        RopeServer server = serve(guarded());
        assertThat(server.uri().getScheme()).isEqualTo("wss");
        isServed(connect(server, trusting()), "attic");
    }

    @Test
    void callsGoOverTlsWithCertificatesFromPkcs12() throws Exception {
        RopeServer server = serve(RopeServerOptions.builder()
                .tls(KeyMaterial.pkcs12(certificates.store("server"), TestCertificates.PASSWORD)));
        TrustMaterial trust = TrustMaterial.pkcs12(certificates.store("authority"), TestCertificates.PASSWORD);
        isServed(connect(server, trusting().trust(trust)), "attic");
    }

    @Test
    void serverWhoseCertificateIsNotTrustedIsNotTalkedTo() {
        RopeServer server = serve(guarded());
        assertThat(failure(server, trusting().trust(null))).isInstanceOf(ConnectionLostException.class);
        assertThat(failure(server, trusting().trust(TrustMaterial.pem(certificates.pem("elsewhere")))))
                .isInstanceOf(ConnectionLostException.class);
        RopeServer impostor = serve(RopeServerOptions.builder().tls(pem("of-another-host")));
        assertThat(failure(impostor, trusting())).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void whoeverHasACertificateOfTheAuthorityMayComeInIfNothingElseIsAsked() throws Exception {
        RopeServer server = serve(guarded().clientTrust(trust()));
        isServed(connect(server, trusting().certificate(pem("guest"))), "attic");
        assertThat(failure(server, trusting())).isInstanceOf(ConnectionLostException.class);
        assertThat(failure(server, trusting().certificate(pem("stranger"))))
                .isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void onlyCertificatesOfTheListMayComeIn() throws Exception {
        RopeServer server = serve(guarded()
                .clientTrust(trust())
                .authenticator(Authenticator.certificates(Map.of("CN=app", new Identity("app", Authorizer.FULL)))));
        isServed(connect(server, trusting().certificate(pem("app"))), "attic");
        assertThat(failure(server, trusting().certificate(pem("guest")))).isInstanceOf(ForbiddenException.class);
        assertThat(failure(server, trusting())).isInstanceOf(ForbiddenException.class);
        assertThat(failure(server, trusting().certificate(pem("stranger"))))
                .as("a certificate of another authority is not even shown")
                .isInstanceOf(ForbiddenException.class);
        assertThat(server.refusals()).containsEntry(Refusal.CREDENTIALS, 3L);
    }

    @Test
    void certificateOrTokenOpensTheDoor() throws Exception {
        RopeServer server = serve(guarded()
                .clientTrust(trust())
                .authenticator(Authenticator.anyOf(
                        Authenticator.anyCertificate(Authorizer.FULL),
                        Authenticator.tokens(Map.of(TOKEN, new Identity("app", Authorizer.FULL))))));
        isServed(connect(server, trusting().certificate(pem("guest"))), "attic");
        isServed(connect(server, trusting().token(TOKEN)), "cellar");
        assertThat(failure(server, trusting().token("some-other-token"))).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void readerSeesEverythingAndChangesNothing() throws Exception {
        RopeServer server = serve(guarded()
                .authenticator(Authenticator.tokens(Map.of(
                        TOKEN,
                        new Identity("reader", Authorizer.READ_ONLY),
                        "another-long-token",
                        new Identity("app", Authorizer.FULL))))
                .authorizer(Authorizer.standardRoles(Set.of())));
        isServed(connect(server, trusting().token("another-long-token")), "attic");
        RopeClient<House> reader = connect(server, trusting().token(TOKEN));
        Room attic = Objects.requireNonNull(reader.root().rooms().get("attic"));

        assertThatThrownBy(() -> reader.root().addRoom("cellar")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(attic::close).isInstanceOf(ForbiddenException.class);

        assertThat(attic.closed()).isFalse();
        assertThat(reader.root().rooms()).containsOnlyKeys("attic");
        assertThat(house.rooms()).containsOnlyKeys("attic");
        assertThat(server.refusals()).as("the client did not even ask").containsEntry(Refusal.FORBIDDEN, 0L);
    }

    @Test
    void addressWithCredentialsIsRefusedAndNotRepeated() {
        for (String address : List.of("wss://user:hidden@127.0.0.1:1/rope", "wss://127.0.0.1:1/rope?token=hidden")) {
            assertThatThrownBy(() -> RopeClient.connect(House.class, URI.create(address), RopeClientOptions.DEFAULT)
                            .get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(ProtocolException.class),
                            e -> assertThat(e).hasCauseInstanceOf(ProtocolException.class))
                    .hasMessageNotContaining("hidden");
        }
        RopeClientOptions options = RopeClientOptions.builder().token(TOKEN).build();
        assertThat(options.toString()).doesNotContain(TOKEN);
    }

    @Test
    void serverBeyondLoopbackNeedsTlsAndAuthentication() {
        assertThatThrownBy(() -> RopeServerOptions.builder().host("0.0.0.0").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guarded().host("0.0.0.0").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> RopeServerOptions.builder().clientTrust(trust()).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(guarded().host("0.0.0.0").clientTrust(trust()).build().insecure())
                .isFalse();
    }
}
