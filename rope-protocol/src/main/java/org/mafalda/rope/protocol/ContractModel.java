package org.mafalda.rope.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.Contract;
import org.mafalda.rope.DetailedException;
import org.mafalda.rope.ProtocolException;

/** What a root interface and all that is reachable from it offer. Immutable and thread-safe. */
public final class ContractModel {
    private final Contract contract;
    private final ObjectModel root;
    private final Map<String, ObjectModel> objects;
    private final Failures failures;
    private final Description description;
    private final Map<Class<?>, ObjectModel> byImplementation = new ConcurrentHashMap<>();

    ContractModel(
            Contract contract,
            Class<?> root,
            Map<String, ObjectModel> objects,
            Collection<ValueType> values,
            Failures failures) {
        this.contract = contract;
        this.objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
        this.failures = failures;
        this.root = objectOf(root);
        this.description = new Description(contract, this.root, this.objects.values(), values, failures.names());
    }

    /**
     * Reads a contract from its root interface.
     *
     * @throws ContractException if rules are broken; it lists all of them
     */
    public static ContractModel of(Class<?> root) {
        return new ContractReader(root).read();
    }

    /** The contract's name. */
    public String name() {
        return contract.name();
    }

    /** The major version. */
    public int version() {
        return contract.version();
    }

    /** SHA-256 of {@link #description()}, lower-case hexadecimal. */
    public String digest() {
        return description.digest();
    }

    /** The contract description in canonical JSON; a copy. */
    public byte[] description() {
        return description.bytes();
    }

    /** The type of the root object. */
    public ObjectModel root() {
        return root;
    }

    /** All object types by name, in the order of the names. */
    public Map<String, ObjectModel> objects() {
        return objects;
    }

    /**
     * The type of an object by its class: the most specific interface of the contract that the class implements.
     *
     * @throws ProtocolException if there is none, or no most specific one
     */
    public ObjectModel objectOf(Class<?> implementation) {
        ObjectModel known = byImplementation.get(implementation);
        return known == null ? byImplementation.computeIfAbsent(implementation, this::find) : known;
    }

    private ObjectModel find(Class<?> implementation) {
        List<ObjectModel> implemented = objects.values().stream()
                .filter(object -> object.type().isAssignableFrom(implementation))
                .toList();
        for (ObjectModel candidate : implemented) {
            if (implemented.stream().allMatch(other -> other.type().isAssignableFrom(candidate.type()))) {
                return candidate;
            }
        }
        throw new ProtocolException(
                implemented.isEmpty()
                        ? "Object is of no type of the contract"
                        : "Object is of several types of the contract, none of which is the most specific",
                Map.of("contract", name(), "class", implementation.getName(), "types", implemented.toString()));
    }

    /** The failure of that simple name, as the contract names it; null if it does not. */
    public @Nullable DetailedException failure(String name, String fact, Map<String, ?> details) {
        return failures.named(name, fact, details);
    }

    /** The failure of a call on a closed object. */
    public DetailedException closedFailure(String fact, Map<String, ?> details) {
        return failures.closed(fact, details);
    }

    /** The failure of a call on an object that closed because one of the type {@code ended} did, perhaps itself. */
    public DetailedException closedFailure(ObjectModel ended, String fact, Map<String, ?> details) {
        return failures.closed(ended, fact, details);
    }

    /** The failure of a call whose arguments do not fit. */
    public DetailedException argumentFailure(String fact, Map<String, ?> details) {
        return failures.argument(fact, details);
    }

    /** The failure of a call of a method that the server does not have. */
    public DetailedException unsupportedFailure(String fact, Map<String, ?> details) {
        return failures.unsupported(fact, details);
    }

    Failures failures() {
        return failures;
    }

    @Override
    public String toString() {
        return name() + " " + version();
    }
}
