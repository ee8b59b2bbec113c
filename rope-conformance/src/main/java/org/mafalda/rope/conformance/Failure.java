package org.mafalda.rope.conformance;

/** What is under test did not do what the exchange says. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
