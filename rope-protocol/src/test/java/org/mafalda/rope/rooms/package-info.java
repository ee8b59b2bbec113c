/** A contract that has nothing to do with media: the one of the examples in {@code docs/rope-protocol.md}. */
@NullMarked
package org.mafalda.rope.rooms;

import org.jspecify.annotations.NullMarked;
