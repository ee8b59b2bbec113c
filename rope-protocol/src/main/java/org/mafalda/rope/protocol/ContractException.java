package org.mafalda.rope.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mafalda.rope.DetailedException;

/** An interface cannot be a contract; the message lists each broken rule with interface, method and parameter. */
public final class ContractException extends DetailedException {
    private static final long serialVersionUID = 1L;

    static final String CANNOT_BE_SENT = "cannot be sent";
    private static final String SUPPORTED =
            "What can be sent are primitives and their boxes (not char), String, enums, "
                    + "records, sealed interfaces of records, List, Set, Map with keys of String, Integer or Long, byte[], "
                    + "ByteBuffer, Duration, Instant, OptionalInt, OptionalLong, OptionalDouble, Object (any JSON value) and "
                    + "@Remote interfaces\n";

    private final transient List<String> faults;

    ContractException(Class<?> root, Collection<String> faults) {
        super(
                root.getName() + " cannot be exported or proxied:\n  - " + String.join("\n  - ", faults) + "\n"
                        + (faults.stream().anyMatch(fault -> fault.contains(CANNOT_BE_SENT)) ? SUPPORTED : ""),
                Map.of("faults", faults.size()));
        this.faults = List.copyOf(faults);
    }

    /** Each broken rule, one line each. */
    public List<String> faults() {
        return faults == null ? List.of() : faults;
    }
}
