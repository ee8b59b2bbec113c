package org.mafalda.acceptance;

/** A test class for one composition: {@link AllContracts} with what they run against. */
public interface Composition {
    /** A new backend, not started. */
    Backend backend();
}
