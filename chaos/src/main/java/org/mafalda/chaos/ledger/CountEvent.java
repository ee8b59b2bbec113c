package org.mafalda.chaos.ledger;

/**
 * An effect was counted.
 *
 * @param count its number
 */
public record CountEvent(long count) {}
