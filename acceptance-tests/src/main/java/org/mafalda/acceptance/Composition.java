package org.mafalda.acceptance;

/**
 * A test class for one composition: it nests every contract and supplies what they run against.
 *
 * <pre>{@code
 * final class LocalIT implements Composition {
 *     public Backend backend() {
 *         return new LocalBackend();
 *     }
 *
 *     @Nested
 *     final class Workers extends WorkerContract {}
 *     // and so on
 * }
 * }</pre>
 */
public interface Composition {
    /** A new backend, not started. */
    Backend backend();
}
