package org.mafalda.acceptance.mapping;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mafalda.mediasoup.Mediasoup;

/** Finds types and members of mediasoup-api by reflection. */
final class Api {
    private static final String ROOT = Mediasoup.class.getPackageName();
    private static final List<String> PACKAGES =
            List.of("", ".rtp", ".transport", ".event", ".stats", ".dump", ".host");

    private Api() {}

    /** The public type of that simple name; a nested one as {@code Outer.Nested}. */
    static Optional<Class<?>> type(String name) {
        return PACKAGES.stream()
                .flatMap(sub -> load(ROOT + sub + "." + name.replace('.', '$')).stream())
                .findFirst();
    }

    private static Optional<Class<?>> load(String className) {
        try {
            Class<?> type = Class.forName(className, false, Api.class.getClassLoader());
            return Modifier.isPublic(type.getModifiers()) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The public methods of that name, inherited ones included. */
    static List<Method> methods(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
    }

    /** Whether the type has a public method, constant or nested type of that name. */
    static boolean has(Class<?> type, String member) {
        return !methods(type, member).isEmpty()
                || constants(type).anyMatch(constant -> constant.getName().equals(member))
                || Arrays.stream(type.getClasses())
                        .anyMatch(nested -> nested.getSimpleName().equals(member));
    }

    private static Stream<Field> constants(Class<?> type) {
        return Arrays.stream(type.getFields()).filter(field -> Modifier.isStatic(field.getModifiers()));
    }

    /** The words that the constants of an enum or of a class of names stand for, as they go over the wire. */
    static List<String> words(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        }
        return constants(type)
                .filter(field -> field.getType() == String.class)
                .map(Api::value)
                .toList();
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The method that registers listeners for an event of that name in mediasoup. */
    static Optional<Method> event(Class<?> type, String upstreamEvent) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equalsIgnoreCase("on" + upstreamEvent))
                .findFirst();
    }

    /** The record that the listeners of an event get. */
    static String eventRecord(Method event) {
        Type listener = event.getGenericParameterTypes()[0];
        Type argument = ((ParameterizedType) listener).getActualTypeArguments()[0];
        return ((Class<?>) argument).getSimpleName();
    }

    /** Where the source of a type is, from the folder of the documents. */
    static String source(Class<?> type) {
        Class<?> top = type;
        while (top.getEnclosingClass() != null) {
            top = top.getEnclosingClass();
        }
        return "../mediasoup-api/src/main/java/" + top.getName().replace('.', '/') + ".java";
    }
}
