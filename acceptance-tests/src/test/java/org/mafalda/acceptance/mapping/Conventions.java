package org.mafalda.acceptance.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mafalda.acceptance.mapping.Inventory.UpstreamMember;
import org.mafalda.acceptance.mapping.Inventory.UpstreamType;
import org.mafalda.mediasoup.CloseReason;
import org.mafalda.mediasoup.SctpOptions;

/**
 * How a name of mediasoup becomes one of ours. A result is {@code Type} or {@code Type.member}, and exists; empty where
 * no convention leads to something that exists.
 */
final class Conventions {
    private static final String SUFFIX_OF_EVENTS = "Events";
    private static final String SUFFIX_OF_OBSERVERS = "Observer";
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    /** Events that say that a close began elsewhere, and the reason that {@code onClose} gives then. */
    static final Map<String, Class<? extends CloseReason>> CLOSES = Map.of(
            "transportclose", CloseReason.TransportClosed.class,
            "producerclose", CloseReason.ProducerClosed.class,
            "dataproducerclose", CloseReason.DataProducerClosed.class,
            "routerclose", CloseReason.RouterClosed.class,
            "listenserverclose", CloseReason.ListenServerClosed.class,
            "workerclose", CloseReason.WorkerClosed.class);

    private Conventions() {}

    /** Our counterpart of a type; a member for a function. */
    static Optional<String> type(UpstreamType upstream) {
        String name = upstream.name();
        return switch (upstream.form()) {
            case "events" -> existing(ownerOfEvents(name));
            case "error" -> existing(name.replaceFirst("Error$", "Exception"));
            case "function" -> existing((upstream.file().equals("ortc") ? "Ortc." : "Mediasoup.") + name);
            default -> isObserver(upstream) ? existing(ownerOfObserver(name)) : existing(name);
        };
    }

    /** Whether it is the second emitter of an object, which is merged into the object here. */
    static boolean isObserver(UpstreamType upstream) {
        return upstream.form().equals("alias")
                && upstream.type() != null
                && upstream.type().startsWith("EnhancedEventEmitter<");
    }

    private static String ownerOfEvents(String events) {
        String owner = events.substring(0, events.length() - SUFFIX_OF_EVENTS.length());
        return Api.type(owner).isPresent() ? owner : ownerOfObserver(owner);
    }

    private static String ownerOfObserver(String observer) {
        String owner = observer.substring(0, observer.length() - SUFFIX_OF_OBSERVERS.length());
        return owner.isEmpty() ? "Mediasoup" : owner;
    }

    /** Our counterpart of a member of a type that ours is the counterpart of. */
    static Optional<String> member(UpstreamType upstream, UpstreamMember member, String ours) {
        Optional<Class<?>> type = Api.type(ours);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String name = member.name();
        if (upstream.form().equals("events")) {
            return event(type.get(), ours, name);
        }
        if ("setter".equals(member.kind())) {
            return existing(ours + ".set" + capitalized(name));
        }
        if (name.equals("observer")) {
            return Optional.of(ours);
        }
        return List.of(ours + "." + name, ours + "." + camelCase(name), "SctpOptions." + sctpName(name)).stream()
                .filter(candidate -> !candidate.startsWith("SctpOptions.") || groupsSctp(type.get()))
                .flatMap(candidate -> existing(candidate).stream())
                .findFirst();
    }

    private static Optional<String> event(Class<?> type, String ours, String name) {
        if (CLOSES.containsKey(name)) {
            return existing(ours + ".onClose");
        }
        return Api.event(type, name).map(method -> ours + "." + method.getName());
    }

    private static boolean groupsSctp(Class<?> type) {
        return Api.methods(type, "sctp").stream().anyMatch(method -> method.getReturnType() == SctpOptions.class);
    }

    /** {@code sctpSendBufferSize} is {@code sendBufferSize} among the options of SCTP. */
    private static String sctpName(String name) {
        return name.startsWith("sctp") && name.length() > 4
                ? name.substring(4, 5).toLowerCase(Locale.ROOT) + name.substring(5)
                : name;
    }

    /** {@code ru_utime} is {@code ruUtime}. */
    private static String camelCase(String name) {
        return UNDERSCORE.matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The reference, if it leads to a type or member of ours. */
    static Optional<String> existing(String reference) {
        if (Api.type(reference).isPresent()) {
            return Optional.of(reference);
        }
        int dot = reference.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return Api.type(reference.substring(0, dot))
                .filter(type -> Api.has(type, reference.substring(dot + 1)))
                .map(type -> reference);
    }
}
