package org.mafalda.rope.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mafalda.rope.AtClose;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/**
 * The methods of a remote interface by their kind, which is readable from their signatures: what a proxy of any such
 * interface needs to know. Immutable.
 *
 * @param type the interface
 * @param methods all of them by name
 * @param properties those that return state, apart from what every object has
 * @param collections those that return live collections of other objects
 * @param events those that register listeners, apart from {@code onClose}
 */
public record Shape(
        Class<?> type,
        Map<String, Method> methods,
        Map<String, Method> properties,
        Map<String, Method> collections,
        Map<String, Method> events) {
    /** What all objects have. */
    private static final Set<String> COMMON = Set.of("id", "closed", "appData", "setAppData", "close", "onClose");

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return read(type);
        }
    };

    /** The shape of the most special remote interface of an object. */
    public static Shape of(Object object) {
        return ofType(object.getClass());
    }

    /** The shape of a remote interface, or of the most special one that a class implements. */
    public static Shape ofType(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Whether it is, or implements, a remote interface. */
    public static boolean isRemote(Class<?> type) {
        return remoteInterfaces(type).findAny().isPresent();
    }

    private static Stream<Class<?>> remoteInterfaces(@Nullable Class<?> type) {
        if (type == null) {
            return Stream.empty();
        }
        Stream<Class<?>> own =
                type.isInterface() && type.isAnnotationPresent(Remote.class) ? Stream.of(type) : Stream.empty();
        Stream<Class<?>> above = Arrays.stream(type.getInterfaces()).flatMap(Shape::remoteInterfaces);
        return Stream.of(own, above, remoteInterfaces(type.getSuperclass())).flatMap(found -> found);
    }

    private static Shape read(Class<?> implementation) {
        List<Class<?>> interfaces = remoteInterfaces(implementation).distinct().toList();
        Class<?> type = interfaces.stream()
                .filter(one -> interfaces.stream().allMatch(other -> other.isAssignableFrom(one)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a remote object: " + implementation));
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (!method.isSynthetic() && !method.isDefault()) {
                methods.merge(method.getName(), method, Shape::moreSpecial);
            }
        }
        return new Shape(
                type,
                methods,
                filtered(methods, Shape::isProperty),
                filtered(methods, Shape::isCollection),
                filtered(methods, method -> method.getReturnType() == Subscription.class));
    }

    private static Method moreSpecial(Method one, Method other) {
        return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
    }

    private static Map<String, Method> filtered(
            Map<String, Method> methods, java.util.function.Predicate<Method> condition) {
        return methods.entrySet().stream()
                .filter(entry -> !COMMON.contains(entry.getKey()) && condition.test(entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isProperty(Method method) {
        Class<?> returned = method.getReturnType();
        return method.getParameterCount() == 0
                && returned != void.class
                && returned != CompletableFuture.class
                && !isCollection(method);
    }

    private static boolean isCollection(Method method) {
        if (method.getReturnType() != Map.class || !(method.getGenericReturnType() instanceof ParameterizedType map)) {
            return false;
        }
        Type member = map.getActualTypeArguments()[1];
        return member instanceof Class<?> named && isRemote(named);
    }

    /** Whether an event is told to those alone who listen. */
    public static boolean isOnDemand(Method event) {
        return event.isAnnotationPresent(OnDemand.class);
    }

    /** What a property is once its object is closed, if that is another than before. */
    public static @Nullable Object atClose(Method property, Object before) {
        String[] texts = property.getAnnotation(AtClose.class).value();
        if (texts.length == 0) {
            return null;
        }
        Object[] constants = before.getClass().getEnumConstants();
        return constants == null
                ? texts[0]
                : Arrays.stream(constants)
                        .filter(constant -> constant.toString().equals(texts[0]))
                        .findFirst()
                        .orElseThrow();
    }

    /** The state of an object, by the name of its method. */
    public @Nullable Object read(String property, Object object) {
        return invoke(Objects.requireNonNull(methods.get(property), property), object);
    }

    /** Calls a method; what it throws is thrown. */
    public static @Nullable Object invoke(Method method, Object object, @Nullable Object... arguments) {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LinkageError(method.toString(), e);
        } catch (IllegalAccessException e) {
            throw new LinkageError(method.toString(), e);
        }
    }
}
