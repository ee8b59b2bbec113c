package org.mafalda.acceptance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The contracts and compositions on the class path. */
final class ContractClasses {
    private ContractClasses() {}

    /** All contract classes. */
    static List<Class<?>> contracts() {
        return new ClassFileImporter()
                .importPackages("org.mafalda.acceptance.contract").stream()
                        .filter(type -> type.isAssignableTo(AcceptanceTest.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** All compositions. */
    static List<Class<?>> compositions() {
        return new ClassFileImporter()
                .importPackages("org.mafalda.acceptance").stream()
                        .filter(type -> type.isAssignableTo(Composition.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** All test methods of all contracts. */
    static Stream<Method> tests() {
        return contracts().stream()
                .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    }
}
