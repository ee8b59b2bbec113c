package org.mafalda.acceptance.reflect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.mediasoup.Mediasoup;
import org.mafalda.rope.Remote;

/** The interfaces of mediasoup's objects: all that is reachable from {@link Mediasoup}. */
public final class Interfaces {
    private static final List<Class<?>> ALL = find();

    private Interfaces() {}

    /** All of them by name, sealed parents too. */
    public static List<Class<?>> all() {
        return ALL;
    }

    /** Those of which there are objects. */
    public static List<Class<?>> ofObjects() {
        return ALL.stream().filter(type -> !type.isSealed()).toList();
    }

    /** The interface of an object, which may be a more special one of another layer. */
    public static Class<?> of(Object object) {
        List<Class<?>> remote = superInterfaces(object.getClass())
                .filter(type -> type.isAnnotationPresent(Remote.class))
                .distinct()
                .toList();
        return remote.stream()
                .filter(type -> remote.stream().allMatch(other -> other.isAssignableFrom(type)))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Class<?>> superInterfaces(@Nullable Class<?> type) {
        return type == null
                ? Stream.empty()
                : Stream.concat(
                        superInterfaces(type.getSuperclass()),
                        Arrays.stream(type.getInterfaces())
                                .flatMap(found -> Stream.concat(Stream.of(found), superInterfaces(found))));
    }

    /** The methods of an interface, inherited ones included, by name. */
    public static List<Operation> operations(Class<?> type) {
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass().isAnnotationPresent(Remote.class)
                    && !method.isSynthetic()
                    && !Modifier.isStatic(method.getModifiers())) {
                methods.merge(method.getName(), method, Interfaces::moreSpecific);
            }
        }
        return methods.values().stream()
                .map(method -> new Operation(type, method, Kind.of(method)))
                .toList();
    }

    /** Those of one kind, of all interfaces of which there are objects. */
    public static List<Operation> operations(Kind kind) {
        return ofObjects().stream()
                .flatMap(type -> operations(type).stream())
                .filter(operation -> operation.kind() == kind)
                .toList();
    }

    private static Method moreSpecific(Method one, Method other) {
        return one.getDeclaringClass().isAssignableFrom(other.getDeclaringClass()) ? other : one;
    }

    private static List<Class<?>> find() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        visit(Mediasoup.class, seen);
        return seen.stream()
                .filter(type -> type.isAnnotationPresent(Remote.class))
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
    }

    /** Follows results, parameters and events, through the records that are on the way. */
    private static void visit(Type type, Collection<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> visit(argument, seen));
        } else if (type instanceof WildcardType wildcard) {
            Stream.of(wildcard.getUpperBounds()).forEach(bound -> visit(bound, seen));
        } else if (type instanceof Class<?> named
                && named.getName().startsWith(Mediasoup.class.getPackageName())
                && !seen.contains(named)) {
            seen.add(named);
            if (named.isAnnotationPresent(Remote.class)) {
                Arrays.stream(named.getDeclaredMethods())
                        .flatMap(method -> Stream.concat(
                                Stream.of(method.getGenericReturnType()), Stream.of(method.getGenericParameterTypes())))
                        .forEach(found -> visit(found, seen));
            } else if (named.isRecord()) {
                Arrays.stream(named.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .forEach(found -> visit(found, seen));
            }
            if (named.isSealed()) {
                Stream.of(named.getPermittedSubclasses()).forEach(leaf -> visit(leaf, seen));
            }
        }
    }
}
