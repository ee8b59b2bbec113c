package org.mafalda.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mafalda.acceptance.reflect.Interfaces;
import org.mafalda.rope.Coalesced;
import org.mafalda.rope.Listener;
import org.mafalda.rope.Lossy;
import org.mafalda.rope.OnDemand;
import org.mafalda.rope.Remote;
import org.mafalda.rope.Subscription;

/** The remote interfaces keep the rules by which the kind of a method is readable from its signature. */
final class RemoteInterfacesTest {
    private static final List<Class<?>> INTERFACES = new ClassFileImporter()
            .importPackages("org.mafalda.mediasoup").stream()
                    .filter(type -> ModuleRules.moduleOf(type.getPackageName())
                            .filter(row -> row.module().equals("mediasoup-api"))
                            .isPresent())
                    .filter(type -> type.isAnnotatedWith(Remote.class))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    private static boolean isEvent(Method method) {
        return method.getReturnType() == Subscription.class;
    }

    private static boolean isProcedure(Method method) {
        return method.getReturnType() == CompletableFuture.class;
    }

    private static boolean isOneWay(Method method) {
        return method.getReturnType() == void.class;
    }

    /** Runs a rule over all abstract methods; it names what is wrong. */
    private static List<String> faults(BiConsumer<Method, List<String>> rule) {
        List<String> faults = new ArrayList<>();
        for (Class<?> type : INTERFACES) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isDefault() && !method.isSynthetic()) {
                    List<String> found = new ArrayList<>();
                    rule.accept(method, found);
                    found.forEach(fault -> faults.add(type.getSimpleName() + "." + method.getName() + ": " + fault));
                }
            }
        }
        return faults;
    }

    @Test
    void allObjectsOfMediasoupAreThere() {
        assertThat(INTERFACES).hasSize(16).allMatch(Class::isInterface);
    }

    @Test
    void allObjectsAreFoundFromMediasoup() {
        assertThat(Interfaces.all()).hasSameElementsAs(INTERFACES);
    }

    @Test
    void interfacesAndMethodsHaveNoTypeParameters() {
        assertThat(INTERFACES).allMatch(type -> type.getTypeParameters().length == 0);
        assertThat(faults((method, found) -> {
                    if (method.getTypeParameters().length > 0) {
                        found.add("has a type parameter");
                    }
                }))
                .isEmpty();
    }

    @Test
    void thereAreNoOverloads() {
        for (Class<?> type : INTERFACES) {
            Map<String, Class<?>[]> signatures = new HashMap<>();
            for (Method method : type.getMethods()) {
                Class<?>[] known = signatures.putIfAbsent(method.getName(), method.getParameterTypes());
                assertThat(known == null || Arrays.equals(known, method.getParameterTypes()))
                        .as(type.getSimpleName() + "." + method.getName() + " is overloaded")
                        .isTrue();
            }
        }
    }

    @Test
    void everyMethodHasAFormOfItsKind() {
        assertThat(faults((method, found) -> {
                    if (isEvent(method)) {
                        if (!method.getName().matches("on[A-Z].*")) {
                            found.add("an event is named onX");
                        }
                        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Listener.class) {
                            found.add("an event takes one listener");
                        }
                    } else if (isOneWay(method)) {
                        boolean close = method.getName().equals("close") && method.getParameterCount() == 0;
                        if (!close && !method.isAnnotationPresent(Lossy.class)) {
                            found.add("a one-way method is close() or lossy");
                        }
                    } else if (!isProcedure(method) && method.getParameterCount() > 0) {
                        found.add("state takes no argument");
                    }
                }))
                .isEmpty();
    }

    @Test
    void annotationsStandWhereTheyMeanSomething() {
        assertThat(faults((method, found) -> {
                    if (!isEvent(method)
                            && (method.isAnnotationPresent(OnDemand.class)
                                    || method.isAnnotationPresent(Coalesced.class))) {
                        found.add("only an event is on demand or coalesced");
                    }
                    if (!isEvent(method) && !isOneWay(method) && method.isAnnotationPresent(Lossy.class)) {
                        found.add("only an event or a one-way method is lossy");
                    }
                }))
                .isEmpty();
    }

    private static Class<?> eventOf(Method method) {
        Type listener = method.getGenericParameterTypes()[0];
        return (Class<?>) ((ParameterizedType) listener).getActualTypeArguments()[0];
    }

    @Test
    void eachEventHasOneRecordThatIsNamedAfterIt() {
        Map<Class<?>, String> names = new HashMap<>();
        assertThat(faults((method, found) -> {
                    if (isEvent(method)) {
                        Class<?> event = eventOf(method);
                        String name = method.getName().substring(2);
                        if (!event.isRecord() && !event.isSealed()) {
                            found.add(event.getSimpleName() + " is neither a record nor sealed");
                        }
                        if (!event.getSimpleName().endsWith(name + "Event")) {
                            found.add(event.getSimpleName() + " is not named after it");
                        }
                        String other = names.putIfAbsent(event, name);
                        if (other != null && !other.equals(name)) {
                            found.add(event.getSimpleName() + " is that of on" + other + " too");
                        }
                    }
                }))
                .isEmpty();
    }

    @Test
    void defaultMethodsAreNoProcedures() {
        assertThat(INTERFACES.stream()
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(Method::isDefault))
                .noneMatch(method -> isProcedure(method) || isEvent(method));
    }

    @Test
    void everyObjectCanBeAProxy() {
        assertThat(INTERFACES.stream().filter(type -> !type.isSealed()))
                .allSatisfy(type -> assertThat(Proxy.newProxyInstance(
                                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null))
                        .isInstanceOf(type));
    }

    @Test
    void objectsSayWhetherTheyAreClosedAndWhenTheyClose() {
        assertThat(INTERFACES).allSatisfy(type -> {
            assertThat(type).isAssignableTo(AutoCloseable.class);
            List<String> names =
                    Arrays.stream(type.getMethods()).map(Method::getName).toList();
            assertThat(names).contains("closed", "close", "onClose");
        });
    }
}
