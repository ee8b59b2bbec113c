package org.mafalda.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mafalda.rope.protocol.tls.TrustMaterial;
import org.mafalda.rope.server.RopeServerOptions;
import org.mafalda.rope.server.security.Authenticator;
import org.mafalda.rope.server.security.Authenticator.Identity;
import org.mafalda.rope.server.security.Authorizer;
import org.mafalda.server.admin.Admin;

/** Reads where a server listens, who may come in, and the limits. */
final class ListenReader {
    /**
     * Who comes in somewhere.
     *
     * @param contract what is offered there
     * @param port unless another is given
     * @param path unless another is given
     * @param fullRole the role that may call everything
     * @param guarded whether clients must say who they are, from loopback too
     */
    record Door(Class<?> contract, int port, String path, String fullRole, boolean guarded) {
        static final Door OPERATORS = new Door(Admin.class, 4445, "/admin", Admin.OPERATOR, true);

        static Door clients(Offer offer) {
            return new Door(offer.contract(), 4443, "/rope", Authorizer.FULL, false);
        }
    }

    private ListenReader() {}

    static RopeServerOptions read(Section section, Door door) {
        RopeServerOptions.Builder options = RopeServerOptions.builder();
        RopeServerOptions defaults = options.build();
        options.host(section.text("address", defaults.host()))
                .port(section.integer("port", door.port(), 0, 65_535))
                .path(section.text("path", door.path()))
                .insecure(section.flag("insecure", false))
                .allowedOrigins(Set.copyOf(section.texts("allowed-origins")))
                .compression(section.flag("compression", false))
                .helloTimeout(section.time("hello-timeout", defaults.helloTimeout()))
                .heartbeat(section.time("heartbeat", defaults.heartbeat()))
                .resumeWindow(section.time("resume-window", defaults.resumeWindow()));
        var lease = section.read("objects", Leases::parse);
        if (lease != null) {
            options.lease(lease);
        }
        limits(section.section("limits"), options, defaults);
        Section tls = section.section("tls");
        options.tls(Credentials.read(tls));
        tls.done();
        clients(section.section("clients"), options, door);
        if (section.isIncomplete()) {
            options.insecure(true); // who is missing has been told, and this is not to be started
        }
        section.done();
        return section.built(options::build, defaults);
    }

    /** Where it listens and to whom, in a line: also if keys and tokens are not on this machine. */
    static String describe(Section section, RopeServerOptions options) {
        Section clients = section.section("clients");
        List<String> proofs = new ArrayList<>();
        if (clients.has("token-file")) {
            proofs.add("a token");
        }
        if (clients.has("certificates") || (proofs.isEmpty() && clients.has("authorities"))) {
            proofs.add("a certificate");
        }
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return (section.has("tls") ? "wss://" : "ws://") + host + ":" + options.port() + options.path() + ", for "
                + (proofs.isEmpty() ? "everybody" : "clients with " + String.join(" or ", proofs));
    }

    private static void limits(Section section, RopeServerOptions.Builder options, RopeServerOptions defaults) {
        options.maxMessage((int) Math.min(Integer.MAX_VALUE, section.size("message", defaults.maxMessage())))
                .maxHello((int) Math.min(Integer.MAX_VALUE, section.size("hello", defaults.maxHello())))
                .maxBacklog(section.size("backlog", defaults.maxBacklog()))
                .maxJournal(section.size("journal", defaults.maxJournal()))
                .maxElements(count(section, "elements", defaults.maxElements()))
                .maxObjects(count(section, "objects-per-session", defaults.maxObjects()))
                .maxRequestsInFlight(count(section, "requests-in-flight", defaults.maxRequestsInFlight()))
                .maxMessagesPerSecond(count(section, "messages-per-second", defaults.maxMessagesPerSecond()))
                .maxConnectionsPerAddress(
                        count(section, "connections-per-address", defaults.maxConnectionsPerAddress()))
                .maxSuspendedSessions(
                        section.integer("suspended-sessions", defaults.maxSuspendedSessions(), 0, Integer.MAX_VALUE));
        section.done();
    }

    private static int count(Section section, String key, int otherwise) {
        return section.integer(key, otherwise, 1, Integer.MAX_VALUE);
    }

    private static String role(Section section, String fullRole) {
        String role = section.text("role", fullRole);
        if (!role.equals(fullRole) && !role.equals(Authorizer.READ_ONLY)) {
            section.fault("role must be " + fullRole + " or " + Authorizer.READ_ONLY + " [role:" + role + "]");
        }
        return role;
    }

    private static void clients(Section section, RopeServerOptions.Builder options, Door door) {
        List<Authenticator> known = new ArrayList<>();
        options.clientTrust(section.fromFile("authorities", TrustMaterial::pem));
        Authenticator tokens = section.fromFile("token-file", Authenticator::tokenFile);
        if (tokens != null) {
            known.add(tokens);
        }
        Map<String, Identity> certificates = new LinkedHashMap<>();
        for (Section certificate : section.sections("certificates")) {
            String subject = certificate.requiredText("subject");
            certificates.put(
                    subject, new Identity(certificate.text("name", subject), role(certificate, door.fullRole())));
            certificate.done();
        }
        if (section.has("certificates") && !section.has("authorities")) {
            section.fault("must have authorities, which certificates are verified by");
        }
        if (!certificates.isEmpty()) {
            Authenticator allowed = section.built(() -> Authenticator.certificates(certificates));
            if (allowed != null) {
                known.add(allowed);
            }
        }
        section.done();
        if (door.guarded() && !section.has("token-file") && !section.has("certificates")) {
            section.fault("must have token-file or certificates: operators say who they are");
        }
        if (!known.isEmpty()) {
            options.authenticator(Authenticator.anyOf(known.toArray(Authenticator[]::new)))
                    .authorizer(Authorizer.roles(Map.of(
                            door.fullRole(), Set.of("*.*"), Authorizer.READ_ONLY, ReadingMethods.of(door.contract()))));
        }
    }
}
