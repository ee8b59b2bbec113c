package org.mafalda.server.config;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.mafalda.mafalda.layer.MafaldaOptions;
import org.mafalda.mafalda.policy.TreePolicy;
import org.mafalda.mediasoup.horizontal.HorizontalOptions;
import org.mafalda.mediasoup.horizontal.PlacementPolicy;
import org.mafalda.mediasoup.horizontal.Policies;
import org.mafalda.mediasoup.host.BudgetPolicy;
import org.mafalda.mediasoup.host.GeoPosition;
import org.mafalda.mediasoup.local.LocalMediasoupOptions;
import org.mafalda.mediasoup.transport.TransportPortRange;
import org.mafalda.rope.client.RopeClientOptions;
import org.mafalda.rope.protocol.NamedSession;
import org.mafalda.rope.protocol.tls.TrustMaterial;

/** Reads the layers of a stack. */
final class LayerReader {
    /** How each kind of layer is read, from the part that has its name as a key. */
    private static final ImmutableMap<String, BiFunction<Section, String, Layer>> KINDS = ImmutableMap.of(
            "local", (parent, key) -> local(parent.section(key)),
            "remote", (parent, key) -> remote(parent.section(key)),
            "horizontal", LayerReader::horizontal,
            "mafalda", (parent, key) -> mafalda(parent.section(key)));

    /** Where servers offer their objects unless they are told otherwise. */
    private static final String DEFAULT_PATH = "/rope";

    private LayerReader() {}

    /** A layer is a part with one key, which says its kind. A fault stands for what cannot be read. */
    static Layer read(Section section) {
        KINDS.keySet().forEach(section::expect);
        section.done();
        List<String> given = KINDS.keySet().stream().filter(section::has).toList();
        if (given.size() != 1) {
            section.fault("must have one of the keys " + String.join(", ", KINDS.keySet()));
        }
        String kind = given.isEmpty() ? "local" : given.get(0);
        return Objects.requireNonNull(KINDS.get(kind)).apply(section, kind);
    }

    // ---- local

    static Layer local(Section section) {
        LocalMediasoupOptions.Builder options = LocalMediasoupOptions.builder();
        String id = section.text("id");
        if (id != null) {
            options.boxId(id);
        }
        options.labels(section.map("labels"));
        if (section.has("position")) {
            Section position = section.section("position");
            options.position(new GeoPosition(
                    position.number("latitude", 0, -90, 90), position.number("longitude", 0, -180, 180)));
            position.done();
        }
        options.mediaAddresses(section.texts("announced-addresses"));
        List<String> pipeAddresses = section.texts("pipe-addresses");
        if (!pipeAddresses.isEmpty()) {
            options.pipeAddresses(pipeAddresses);
        }
        options.portRange(section.read("ports", LayerReader::ports));
        Integer workers = section.optionalInteger("workers", 1, Integer.MAX_VALUE);
        options.workerLimit(workers)
                .budgetPolicy(section.word("budget", workers == null ? BudgetPolicy.SHARED : BudgetPolicy.OWN));
        options.workerStartTimeout(section.time("worker-start-timeout", Duration.ofSeconds(20)));
        section.done();
        return new Layer.Local(
                section.built(options::build, LocalMediasoupOptions.builder().build()));
    }

    private static TransportPortRange ports(String text) {
        int hyphen = text.indexOf('-');
        String rule = "must be two ports such as 40000-49999";
        if (hyphen < 0) {
            throw new IllegalArgumentException(rule);
        }
        try {
            return new TransportPortRange(
                    Integer.parseInt(text.substring(0, hyphen).strip()),
                    Integer.parseInt(text.substring(hyphen + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }

    // ---- remote

    private static Layer remote(Section section) {
        if (section.texts("url").isEmpty()) {
            section.fault("needs url: the address of a server, or several");
        }
        List<URI> uris = section.texts("url").stream()
                .flatMap(text -> Stream.ofNullable(section.made("url", text, LayerReader::address)))
                .toList();
        Offer offer = section.word("offers", Offer.MEDIASOUP);
        RopeClientOptions.Builder options = RopeClientOptions.builder()
                .name("mafalda")
                .requestTimeout(section.time("request-timeout", Duration.ofSeconds(10)))
                .connectTimeout(section.time("connect-timeout", Duration.ofSeconds(10)))
                .heartbeat(section.time("heartbeat", Duration.ofSeconds(1)))
                .compression(section.flag("compression", false))
                .token(section.secret("token-file"));
        options.trust(section.fromFile("authorities", TrustMaterial::pem));
        options.certificate(Credentials.read(section));
        if (section.has("session")) {
            Section session = section.section("session");
            String name = session.requiredText("name");
            session.require("secret-file");
            String secret = session.secret("secret-file");
            if (secret != null && !name.isEmpty()) {
                options.namedSession(session.built(() -> new NamedSession(name, secret)));
            }
            session.done();
        }
        options.lease(section.read("objects", Leases::parse));
        section.done();
        return new Layer.Remote(
                uris, offer, section.has("token-file"), section.built(options::build, RopeClientOptions.DEFAULT));
    }

    static URI address(String text) {
        URI uri = URI.create(text);
        boolean known = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw new IllegalArgumentException("must be ws://host:port or wss://host:port");
        }
        return uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/")
                ? uri.resolve(DEFAULT_PATH)
                : uri;
    }

    // ---- horizontal

    private static Layer horizontal(Section parent, String key) {
        HorizontalOptions.Builder options = HorizontalOptions.builder();
        if (parent.isList(key)) {
            return new Layer.Horizontal(options.build(), "least-loaded", members(parent.sections(key)));
        }
        Section section = parent.section(key);
        String id = section.text("id");
        if (id != null) {
            options.boxId(id);
        }
        options.labels(section.map("labels"))
                .prediction(section.flag("prediction", true))
                .initialCost(section.number("initial-cost", 0.1, 0.000_1, 1_000))
                .brake(
                        section.integer("brake", 20, 1, Integer.MAX_VALUE),
                        section.time("brake-window", Duration.ofSeconds(5)))
                .networkBitrate((long) section.number("network-bitrate", 1e9, 1, 1e15))
                .enableRtx(section.flag("rtx", false))
                .lostAfter(section.has("lost-after") ? section.time("lost-after", Duration.ZERO) : null)
                .placementTimeout(section.time("placement-timeout", Duration.ofSeconds(10)));
        String stickyKey = section.text("sticky-key");
        Policy policy = section.word("policy", stickyKey == null ? Policy.LEAST_LOADED : Policy.STICKY);
        if (policy == Policy.STICKY && stickyKey == null) {
            section.fault("needs sticky-key: the key of the workers' application data that decides");
        }
        options.policy(policy.make(stickyKey == null ? "" : stickyKey));
        List<Layer.Member> members = members(section.sections("instances"));
        section.done();
        return new Layer.Horizontal(
                section.built(options::build, HorizontalOptions.builder().build()), policy.word(), members);
    }

    private static List<Layer.Member> members(List<Section> sections) {
        Set<String> definitions = new HashSet<>();
        List<Layer.Member> members = new ArrayList<>();
        for (Section section : sections) {
            Layer.Member member = member(section);
            if (!definitions.add(member.definition())) {
                section.fault("is the same as an instance before");
            }
            members.add(member);
        }
        return members;
    }

    /** A layer, and what is said of it. */
    static Layer.Member member(Section section) {
        return new Layer.Member(definition(section), read(section));
    }

    private static String definition(Section section) {
        if (section.has("mafalda")) {
            Section mafalda = section.section("mafalda");
            return "mafalda " + mafalda.textWithout("over") + " over " + definition(mafalda.section("over"));
        }
        if (!section.has("horizontal")) {
            return section.textWithout("");
        }
        return "horizontal "
                + (section.isList("horizontal")
                        ? "{}"
                        : section.section("horizontal").textWithout("instances"));
    }

    // ---- mafalda

    private static Layer mafalda(Section section) {
        MafaldaOptions.Builder options = MafaldaOptions.builder()
                .watermark(section.number("watermark", MafaldaOptions.DEFAULT.watermark(), 0.01, 1))
                .linger(section.time("linger", MafaldaOptions.DEFAULT.linger()))
                .treePolicy(TreePolicy.limited(
                        section.integer("fan-out", TreePolicy.STANDARD_FAN_OUT, 1, Integer.MAX_VALUE),
                        section.integer("depth", TreePolicy.STANDARD_DEPTH, 1, Integer.MAX_VALUE)))
                .audioFirst(section.flag("audio-first", MafaldaOptions.DEFAULT.audioFirst()))
                .restart(section.flag("restart", MafaldaOptions.DEFAULT.restart()));
        Integer workers = section.optionalInteger("max-workers", 0, Integer.MAX_VALUE);
        if (workers != null) {
            options.maxWorkers(workers);
        }
        Layer.Member over = below(section, "over");
        section.done();
        return new Layer.Mafalda(section.built(options::build, MafaldaOptions.DEFAULT), over);
    }

    /** The layer that a key names; the workers of this machine if it is not there. */
    static Layer.Member below(Section parent, String key) {
        Section section = parent.section(key);
        return parent.has(key)
                ? member(section)
                : new Layer.Member(section.textWithout(""), local(section.section("local")));
    }

    /** The policies by their names. */
    private enum Policy {
        LEAST_LOADED,
        ROUND_ROBIN,
        STICKY,
        GEOGRAPHIC;

        PlacementPolicy make(String stickyKey) {
            return switch (this) {
                case LEAST_LOADED -> Policies.leastLoaded();
                case ROUND_ROBIN -> Policies.roundRobin();
                case STICKY -> Policies.sticky(stickyKey);
                case GEOGRAPHIC -> Policies.geographic();
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
