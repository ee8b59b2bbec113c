package org.mafalda.rope.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mafalda.rope.Contract;
import org.mafalda.rope.Stateful;

/** Reads a contract from its root interface and collects all faults on the way. Not thread-safe. */
final class ContractReader {
    private final Class<?> root;
    /** A method that several types inherit is read once for each: its faults are noted once. */
    private final Set<String> faults = new LinkedHashSet<>();

    private final TypeReader types = new TypeReader(faults);
    private final EventReader events = new EventReader(types, faults);
    private final Map<String, ObjectModel> objects = new TreeMap<>();
    /** All types that the description names, by the name that it gives them. */
    private final Map<String, Class<?>> names = new HashMap<>();

    ContractReader(Class<?> root) {
        this.root = root;
    }

    ContractModel read() {
        Contract contract = root.getAnnotation(Contract.class);
        if (contract == null) {
            faults.add(
                    "%s: it has no @Contract; the root of a contract names and numbers it".formatted(root.getName()));
        }
        types.addObject(root);
        for (Class<?> type = types.nextObject(); type != null; type = types.nextObject()) {
            readObject(type);
        }
        types.values().forEach(value -> claimName(value.javaType()));
        Failures failures = contract == null ? null : new Failures(contract, objects.values(), faults);
        if (contract == null || failures == null || !faults.isEmpty()) {
            throw new ContractException(root, faults);
        }
        return new ContractModel(contract, root, objects, types.values(), failures);
    }

    private void claimName(Class<?> type) {
        Class<?> other = names.putIfAbsent(type.getSimpleName(), type);
        if (other != null && other != type) {
            faults.add("%s: %s has the same simple name; simple names are unique within a contract"
                    .formatted(type.getName(), other.getName()));
        }
    }

    private void readObject(Class<?> type) {
        if (!TypeReader.isRemote(type)) {
            faults.add("%s: it is not an interface with @Remote".formatted(type.getName()));
            return;
        }
        claimName(type);
        if (type.getTypeParameters().length > 0) {
            faults.add("%s: it has type parameters; object types must not have any".formatted(type.getName()));
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses())
                    .filter(Class::isInterface)
                    .forEach(types::addObject);
        }
        MemberReader members = new MemberReader(types, events, faults);
        methodsOf(type).values().forEach(members::read);
        objects.put(type.getSimpleName(), members.toModel(type));
    }

    /** The methods that belong to the contract, by name; of overridden ones the last. */
    private Map<String, Method> methodsOf(Class<?> type) {
        Map<String, List<Method>> bySignature = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.isBridge() && !isForeign(method)) {
                String signature = method.getName() + Arrays.toString(method.getParameterTypes());
                bySignature
                        .computeIfAbsent(signature, ignored -> new ArrayList<>())
                        .add(method);
            }
        }
        Map<String, Method> methods = new TreeMap<>();
        for (List<Method> overridden : bySignature.values()) {
            Method method = mostSpecific(overridden);
            method.trySetAccessible();
            if (method.isDefault() || isRootClose(type, method)) {
                continue;
            }
            if (methods.put(method.getName(), method) != null) {
                faults.add("%s is overloaded; methods of an object have different names"
                        .formatted(MemberReader.place(type, method)));
            }
        }
        return methods;
    }

    private static Method mostSpecific(List<Method> overridden) {
        Method best = overridden.get(0);
        for (Method method : overridden) {
            boolean deeper = best.getDeclaringClass().isAssignableFrom(method.getDeclaringClass());
            boolean narrower = best.getReturnType().isAssignableFrom(method.getReturnType());
            if (deeper && narrower) {
                best = method;
            }
        }
        return best;
    }

    /** Methods of every object, and what keeps the two sides in step, are no part of a contract. */
    private static boolean isForeign(Method method) {
        return declares(Object.class, method) || declares(Stateful.class, method);
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    /** Nobody may close the root from afar. */
    private boolean isRootClose(Class<?> type, Method method) {
        return type == root && method.getName().equals("close") && method.getParameterCount() == 0;
    }
}
