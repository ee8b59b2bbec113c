/** Exports an object, and all that is reachable from it, to clients over WebSocket. */
@NullMarked
package org.mafalda.rope.server;

import org.jspecify.annotations.NullMarked;
