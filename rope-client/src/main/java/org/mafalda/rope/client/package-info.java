/**
 * Holds the objects of a ROPE server as if they were local.
 *
 * <p>{@link org.mafalda.rope.client.RopeClient} is the way in.
 */
@NullMarked
package org.mafalda.rope.client;

import org.jspecify.annotations.NullMarked;
