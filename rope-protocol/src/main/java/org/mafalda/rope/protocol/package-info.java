/**
 * The ROPE protocol without sockets: what a contract says, how values and messages are written and read, and a
 * transport within one process. {@code docs/rope-protocol.md} is the specification.
 */
@NullMarked
package org.mafalda.rope.protocol;

import org.jspecify.annotations.NullMarked;
