package org.mafalda.rope.rooms;

/**
 * The lamp was switched.
 *
 * @param on whether it shines now
 */
public record TurnEvent(boolean on) {}
