package org.mafalda.rope.rooms;

/**
 * What the lamp uses.
 *
 * @param watts the power
 */
public record PowerEvent(double watts) {}
