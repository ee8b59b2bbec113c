package org.mafalda.chaos.ledger;

/**
 * Something was published.
 *
 * @param count the number of the effect
 * @param text what was published
 */
public record NewsEvent(long count, String text) {}
