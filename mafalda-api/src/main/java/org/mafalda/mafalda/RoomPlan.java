package org.mafalda.mafalda;

/**
 * What a {@link RoomShape} would take. Immutable.
 *
 * @param consumers consumers of all peers together
 * @param workers the fewest workers whose capacity below the watermark is enough for the consumers and the pipes
 *     between so many workers; 0 if no number of workers is enough
 * @param pipes pipes between so many workers, if each of them has consumers of each producer
 * @param fits whether the router may have so many workers
 */
public record RoomPlan(int consumers, int workers, int pipes, boolean fits) {}
