package org.mafalda.acceptance;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.mafalda.acceptance.ContractReport.Outcome;
import org.mafalda.acceptance.KnownDeviations.Deviation;

/** Gives a contract test its session, checks after it, knows its deviations and counts it. */
final class ContractExtension implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, TestWatcher {
    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        contract(context).begin(session(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        session(context).afterTest();
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        Deviation deviation = KnownDeviations.find(compositionName(context), invocationContext.getExecutable());
        if (deviation == null) {
            invocation.proceed();
        } else {
            KnownDeviations.runDeviating(deviation, invocation::proceed);
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        count(context, Outcome.PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        count(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        count(context, Outcome.SKIPPED);
    }

    private static void count(ExtensionContext context, Outcome outcome) {
        report(context).count(compositionName(context), context.getUniqueId(), outcome);
    }

    private static AcceptanceTest contract(ExtensionContext context) {
        return (AcceptanceTest) context.getRequiredTestInstance();
    }

    private static Composition composition(ExtensionContext context) {
        return context.getRequiredTestInstances()
                .findInstance(Composition.class)
                .orElseThrow(() ->
                        new IllegalStateException(context.getRequiredTestClass() + " is not nested in a Composition"));
    }

    /** The name is the backend's, asked once per test class. */
    private static String compositionName(ExtensionContext context) {
        return classContext(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "composition",
                        key -> {
                            try (Backend backend = composition(context).backend()) {
                                return backend.composition();
                            }
                        },
                        String.class);
    }

    /** One for all tests of a contract class; JUnit closes it after the last one. */
    private static Session session(ExtensionContext context) {
        String name = compositionName(context);
        ContractReport report = report(context);
        return classContext(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Session.class,
                        key -> new Session(
                                composition(context), ended -> report.countPipes(name, ended.pipes(), ended.relays())),
                        Session.class);
    }

    /** One for all test classes; JUnit closes it after the last one. */
    private static ContractReport report(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(ContractReport.class, key -> new ContractReport(), ContractReport.class);
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext present = context;
        while (present.getTestMethod().isPresent()) {
            present = present.getParent().orElseThrow();
        }
        return present;
    }
}
