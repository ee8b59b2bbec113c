package org.mafalda.server.config;

import java.util.Set;
import java.util.TreeSet;
import org.mafalda.rope.protocol.ContractModel;

/** Which methods of a contract change nothing: what the role {@code read-only} may call. */
final class ReadingMethods {
    private static final Set<String> VERBS = Set.of("dump", "explain", "topology");
    private static final String GETTER = "get";

    private ReadingMethods() {}

    /**
     * Procedures that are named like questions: {@code dump}, {@code explain}, {@code topology}, {@code get…}. A
     * contract does not say more of them, and what is asked in other words is taken for a change.
     *
     * @param root the contract's root interface
     * @return each as {@code Type.method}
     */
    static Set<String> of(Class<?> root) {
        Set<String> reading = new TreeSet<>();
        ContractModel.of(root)
                .objects()
                .values()
                .forEach(object -> object.procedures().keySet().stream()
                        .filter(method -> VERBS.contains(method) || method.startsWith(GETTER))
                        .forEach(method -> reading.add(object.name() + "." + method)));
        return reading;
    }
}
