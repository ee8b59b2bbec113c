package org.mafalda.acceptance.media;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods a {@link Chromium}, one for all tests of a composition.
 *
 * <p>A contract takes it in a {@code @BeforeEach} method, before it uses its backend: so the browser's processes are
 * there before those that must be gone after each test are told from the others.
 */
public final class ChromiumExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ChromiumExtension.class);

    /** For JUnit. */
    public ChromiumExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    /** JUnit closes it after the last test of the outermost class. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return outermostClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext present = context;
        while (!isOutermostClass(present)) {
            present = present.getParent().orElseThrow();
        }
        return present;
    }

    private static boolean isOutermostClass(ExtensionContext context) {
        return context.getTestClass().isPresent()
                && context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
    }
}
